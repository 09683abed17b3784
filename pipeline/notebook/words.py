"""From a row of a table back to its words: the quote in context with its place, the whole plan with its marks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pipeline.knowledge.messages import messages
from pipeline.model import Document, Finding, Review, Section
from pipeline.notebook.faults import NothingToShowError
from pipeline.notebook.plans import records
from pipeline.report.wording import place

if TYPE_CHECKING:
    from pipeline.knowledge.load import Rules
    from pipeline.notebook.plans import AnyRules, Tables

R = TypeVar("R")
_AROUND = 160  # letters of context on either side
_STYLE = (
    "border-left:4px solid #0072b2;padding:.3rem .8rem;margin:.4rem 0;max-width:60rem;line-height:1.5;text-align:left"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a notebook shows as HTML and a script prints as text; ``save`` writes a page that opens anywhere."""

    html: str
    text: str = ""

    def _repr_html_(self) -> str:
        return self.html

    def __str__(self) -> str:
        return self.text

    def save(self, path: str | Path) -> None:
        Path(path).write_text(f'<!doctype html><meta charset="utf-8">{self.html}', encoding="utf-8")


def show(
    plan: str | Document | Review, tables: Tables | None = None, *, rules: AnyRules | None = None, lang: str = "vi"
) -> Shown:
    """-> the plan with every reference, target, deadline and finding marked in place, and a legend.

    ``plan`` is a ``doc_id`` of ``tables`` (with their findings), what ``pipeline.read`` or ``check`` gave, or a file.

    >>> show("kim-tra-2026-88f3ba1c", tables)  # doctest: +SKIP
    """
    from pipeline.api import read, rules_in_use
    from pipeline.report.html import plan_html

    in_use = rules_in_use(rules)
    if isinstance(plan, Review):
        review = plan
    elif isinstance(plan, Document):
        review = Review(plan, (), (), ())
    elif tables is not None:
        row = _row_of(plan, tables)
        _text(str(row["source"]), str(row["sha256"]))  # still the file that the tables were made of
        document = read(str(row["source"]), rules=in_use)
        rows = tables["findings"]
        found = [record_of_row(Finding, row) for row in records(rows[rows["doc_id"] == plan])]
        review = Review(document, (), (), tuple(found))
    else:
        review = Review(read(plan, rules=in_use), (), (), ())
    named = replace(review, draft=replace(review.draft, source=Path(review.draft.source).name))
    return Shown(plan_html(named, rules=in_use, lang=lang), review.draft.text)


def document_of(doc_id: str, tables: Tables, rules: Rules) -> Document:
    """-> the document of the tables with its text, read again from its file, and the tables' outline; no records.

    Raises NothingToShowError where there is no such document, or its file has changed since the tables were made.
    """
    row = _row_of(doc_id, tables)
    document = _text(str(row["source"]), str(row["sha256"]))
    sections = tables["sections"]
    outline = [record_of_row(Section, s) for s in records(sections[sections["doc_id"] == doc_id])]
    meta = replace(document.metadata, issuer=_plain(row["issuer"]), number=_plain(row["number"]))
    return replace(document, sections=tuple(outline), metadata=meta)


def _row_of(doc_id: str, tables: Tables) -> Mapping[str, Any]:
    rows = tables["documents"]
    rows = rows[rows["doc_id"] == doc_id]
    if rows.empty:
        raise NothingToShowError(doc_id, "fault.no_document")
    return records(rows)[0]


@lru_cache(maxsize=512)
def _text(source: str, sha256: str) -> Document:
    from pipeline.read import read_file

    document = read_file(source)
    if document.sha256 != sha256:
        raise NothingToShowError(source, "fault.changed")
    return document


def record_of_row(kind: type[R], row: Mapping[str, Any]) -> R:
    """-> the record that a row of the tables was made from."""
    return kind(**{f.name: _plain(row[f.name]) for f in fields(kind)})  # type: ignore[arg-type]


def _plain(value: Any) -> Any:
    import pandas as pd

    if hasattr(value, "__len__") and not isinstance(value, str):
        return tuple(value)  # a list's column
    if pd.isna(value):
        return None
    return int(value) if isinstance(value, float) and value.is_integer() else value


def quote(row: Any, tables: Tables, *, rules: AnyRules | None = None, lang: str = "vi", around: int = _AROUND) -> Shown:
    """-> the words of a row (of any table with doc_id, start and end) in their context, with their place.

    ``row`` is a Series, a mapping or a row of ``itertuples``; ``around`` counts letters on either side.

    >>> quote(tables["targets"].iloc[0], tables)  # doctest: +SKIP
    """
    from pipeline.api import rules_in_use

    in_use = rules_in_use(rules)
    values = row._asdict() if hasattr(row, "_asdict") else dict(row)
    before, said, after, where = context(values, tables, in_use, lang, around)
    html = f"{escape(before)}<mark>{escape(said)}</mark>{escape(after)}"
    html += f'<br><small style="color:#57606a">{escape(where)}</small>'
    return Shown(f'<div style="{_STYLE}">{html}</div>', f"{before}[{said}]{after}\n{where}")


def context(
    row: Mapping[str, Any], tables: Tables, rules: Rules, lang: str = "vi", around: int = _AROUND
) -> tuple[str, str, str, str]:
    """-> (words before, the row's words, words after, where they stand: document, section, page or paragraph)."""
    import pandas as pd

    if any(name not in row for name in ("doc_id", "start", "end")) or pd.isna(row["start"]):
        raise NothingToShowError("", "fault.no_words")
    document = document_of(str(row["doc_id"]), tables, rules)
    say = messages(rules, lang)
    start, end = int(row["start"]), int(row["end"])
    text = document.text
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    left = _from_word(text, max(line, start - around), line)
    right = _to_word(text, min(stop if stop >= 0 else len(text), end + around), end)
    section = row.get("section_id")
    section = _section_at(document, start) if section is None or pd.isna(section) else str(section)
    page = row.get("page")
    where = place(
        document, say, section_id=section, page=None if page is None or pd.isna(page) else int(page), start=start
    )
    whose = " · ".join(part for part in (document.metadata.issuer, document.metadata.number) if part) or document.source
    before = ("… " if left > line else "") + text[left:start]
    after = text[end:right] + (" …" if right < len(text) and text[right] != "\n" else "")
    return before, text[start:end], after, ", ".join(part for part in (whose, where) if part)


def _from_word(text: str, at: int, least: int) -> int:
    while at > least and not text[at - 1].isspace():
        at -= 1
    return at


def _to_word(text: str, at: int, least: int) -> int:
    while at > least and at < len(text) and not text[at].isspace():
        at -= 1
    return at


def _section_at(document: Document, start: int) -> str | None:
    inside = [s for s in document.sections if s.start <= start < s.end]
    return max(inside, key=lambda s: s.start).section_id if inside else None
