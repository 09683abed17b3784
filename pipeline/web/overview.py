"""What a session has handed in, taken together: the department's tables, and one archive of all results."""

from __future__ import annotations

import re
import zipfile
from collections.abc import AsyncIterator, Iterable

from starlette.concurrency import run_in_threadpool

from pipeline.batch.department import Department, read_units
from pipeline.batch.department.collect import together
from pipeline.batch.department.forms import written
from pipeline.knowledge.load import Rules
from pipeline.knowledge.messages import messages
from pipeline.model import Lang
from pipeline.text.fold import fold
from pipeline.web.desk import Desk, Draft
from pipeline.web.pages import result_name

FORMS = (".html", ".xlsx", ".csv")
_IN_ARCHIVE = ("docx", "phieu", "xlsx")
_LONGEST = 100


def tables(drafts: Iterable[Draft], rules: Rules, lang: Lang) -> list[Department]:
    """-> a table for each directive and year that drafts were held against, the last year first."""
    several = list(drafts)
    told = [draft.outcome.told for draft in reversed(several) if draft.outcome and draft.outcome.told]
    found = together(told, rules, lang)
    say = messages(rules, lang)
    found.unread = [(draft.name, say.reason(draft.fault.said)) for draft in several if draft.fault]
    units = read_units(None, rules)
    made = [found.department(name, year, units) for name in sorted(found.verdicts) for year in found.years(name)]
    return [one for one in made if one.rows]


async def archive(
    desk: Desk, drafts: list[Draft], lang: Lang, made: list[Department], rules: Rules
) -> AsyncIterator[bytes]:
    """-> a zip in pieces: the tables, and a folder of forms for each draft."""
    out = _Stream()
    seen: set[str] = set()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:  # type: ignore[call-overload]
        for one in made:
            for suffix in (".xlsx", ".html"):
                name = f"tong-hop-{one.directive_id.replace('/', '-')}-{one.year}{suffix}"
                target.writestr(_entry(name), await run_in_threadpool(written, one, suffix, rules, lang))
        for draft in drafts:
            names = _IN_ARCHIVE if draft.kind == "check" else ("html",)
            folder = _unlike(draft.name, seen)
            for name, path in (await desk.forms(draft, names, lang)).items():
                target.writestr(_entry(f"{folder}/{result_name(draft.name, name)}"), path.read_bytes())
            yield out.taken()
    yield out.taken()


class _Stream:
    """What a zip is written to, piece by piece; it cannot go back."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._pieces.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits."""

    def taken(self) -> bytes:
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


def _entry(name: str) -> zipfile.ZipInfo:
    """-> an entry whose name every system can unpack."""
    parts = [re.sub(r'[<>:"|?*\\\x00-\x1f]', "_", part) for part in name.split("/")]
    entry = zipfile.ZipInfo("/".join(parts))
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _unlike(name: str, seen: set[str]) -> str:
    """-> a folder for a draft of this name that no other draft has."""
    stem = (name.rpartition(".")[0] or name)[:_LONGEST].strip(". ") or "_"
    made, number = stem, 1
    while fold(made) in seen:
        number += 1
        made = f"{stem} ({number})"
    seen.add(fold(made))
    return made
