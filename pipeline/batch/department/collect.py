"""From the tables that ``ingest`` wrote to the department's: who sent which plan for a year, and what it answers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from pipeline.batch.department.records import SIGNS, Absent, Answer, Department, Goal, Paper, Row, newest
from pipeline.batch.department.units import Units, near, unit_key
from pipeline.check.against import given_directive
from pipeline.knowledge.load import Rules
from pipeline.knowledge.messages import messages
from pipeline.model import Alignment, Document, Notice, Review, Section, Target
from pipeline.report.wording import place
from pipeline.saying import to_say
from pipeline.tables.columns import DIRECTIVE, DRAFT, columns_of
from pipeline.tables.folder import Folder, StorageError
from pipeline.tables.stored import committed_parts, dataset_of
from pipeline.text.fold import fold

Record = dict[str, Any]
_FRAME = ("issuer", "place", "number", "issued_on", "issued_in", "period_start", "period_end", "title")


@dataclass(slots=True)
class Collected:
    """All that the tables say, read once: papers, directive -> document -> goal -> verdict, and who cites what."""

    address: str
    rules: Rules
    lang: str
    papers: dict[str, Paper] = field(default_factory=dict)
    verdicts: dict[str, dict[str, dict[str, Alignment]]] = field(default_factory=dict)
    cited: dict[str, dict[str, bool]] = field(default_factory=dict)  # document -> number -> whether it carries it out
    unread: list[tuple[str, str]] = field(default_factory=list)
    sections: dict[str, tuple[Section, ...]] = field(default_factory=dict)

    def directive(self, name: str) -> str:
        """-> the directive that a user means among those that the documents were held against.

        Raises StorageError where it is none of them, UnknownDirectiveError where it is no directive at all.
        """
        if name in self.verdicts:
            return name
        found = given_directive(name, self.rules).directive_id
        if found not in self.verdicts:
            known = ", ".join(sorted(self.verdicts)) or messages(self.rules, self.lang)("none.figure")
            raise StorageError(self.address, "department.not_checked", directive=found, known=known)
        return found

    def years(self, directive_id: str) -> list[int]:
        """-> the years that plans about a directive begin with, the latest first."""
        about = (self.papers[doc_id] for doc_id in self.verdicts[directive_id] if self.is_about(doc_id, directive_id))
        return sorted({paper.years[0] for paper in about if paper.years}, reverse=True)

    def is_about(self, doc_id: str, directive_id: str) -> bool:
        """Whether a document is one under this directive: it says that it carries it out, or cites it and answers it,
        or answers half of it. A plan of another matter answers a goal by chance, and cites more than it carries out.
        """
        verdicts = self.verdicts[directive_id].get(doc_id, {})
        answered = sum(1 for verdict in verdicts.values() if verdict.status != "missing")
        number = directive_id.partition(" ")[0]
        carries = self.cited.get(doc_id, {}).get(number)
        if carries is not None and (carries or answered):
            return self.papers[doc_id].number != number
        return answered * 2 >= len(verdicts) > 0 and self.papers[doc_id].number != number

    def department(self, directive_id: str, year: int, units: Units | None = None) -> Department:
        """-> the table of one directive and one year. ``directive_id`` is a key of ``verdicts``."""
        made = Department(directive_id, year)
        senders: dict[str, list[Paper]] = defaultdict(list)
        elsewhere: dict[str, list[Paper]] = defaultdict(list)
        for paper in self.papers.values():
            key = unit_key(paper.unit, self.rules) or paper.source  # nameless ones are never taken for one
            about = self.is_about(paper.doc_id, directive_id)
            if paper.covers(year):
                (senders if about else elsewhere)[key].append(paper)
            elif paper.years:
                made.others[paper.years[0]] += about
            elif about:
                made.undated.append(paper)
        rows = {key: self._row(directive_id, year, papers) for key, papers in senders.items()}
        made.goals = _goals(rows.values(), self.verdicts[directive_id])
        order = [unit_key(name, self.rules) for name in units.names] if units else []
        spelt = dict(zip(order, units.names, strict=True)) if units else {}
        listed = [rows[key] for key in order if key in rows]
        strange = sorted((key for key in rows if key not in spelt), key=lambda key: fold(rows[key].unit))
        for key in strange:
            rows[key].listed = not units
        made.rows = [*listed, *(rows[key] for key in strange)]
        if units:
            likely = {key: rows[key].unit for key in strange}
            made.absent = [
                Absent(spelt[key], likely.get(near(key, likely) or "", ""), tuple(elsewhere.get(key, ())))
                for key in order
                if key not in rows
            ]
        made.elsewhere = sorted((p for papers in elsewhere.values() for p in papers), key=lambda p: p.source)
        made.unread = self.unread
        return made

    def _row(self, directive_id: str, year: int, papers: list[Paper]) -> Row:
        paper, *older = newest(papers, year)
        verdicts = self.verdicts[directive_id].get(paper.doc_id, {})
        answers = {key: Answer(verdict, self._place(paper.doc_id, verdict)) for key, verdict in verdicts.items()}
        return Row(paper.unit, paper, answers, tuple(older))

    def _place(self, doc_id: str, verdict: Alignment) -> str:
        said = verdict.draft_target
        if said is None:
            return ""
        frame = Document(doc_id, "", "", "", "", sections=self.sections.get(doc_id, ()))
        return place(frame, messages(self.rules, self.lang), section_id=said.section_id, page=said.page, start=None)


def collected(folder: Folder, rules: Rules, lang: str = "vi", *, places: bool = False) -> Collected:
    """-> what the tables in ``folder`` say; with ``places`` also in which section each target stands.

    Raises StorageError where the folder holds no tables.
    """
    parts = dict(committed_parts(folder))

    def rows(table: str, columns: tuple[str, ...]) -> Iterator[Record]:
        for batch in dataset_of(folder, table, parts[table]).to_batches(columns=list(columns)):
            yield from batch.to_pylist()

    made = Collected(folder.address, rules, lang)
    partly = {row["doc_id"] for row in rows("warnings", ("doc_id", "code")) if _notice(row["code"]).unread}
    for row in rows("documents", ("doc_id", "source", "vanished", *_FRAME)):
        if not row["vanished"]:
            made.papers[row["doc_id"]] = _paper(row, row["doc_id"] in partly)
    for row in rows("legal_references", ("doc_id", "number", "canonical", "role")):
        _cite(made, row)
    for row in rows("alignment", tuple(column.name for column in columns_of("alignment"))):
        if row["status"] in SIGNS and row["doc_id"] in made.papers:
            answers = made.verdicts.setdefault(row["directive_id"], {}).setdefault(row["doc_id"], {})
            _answer(answers, _verdict(row))
    for row in rows("failures", ("source", "message")):
        made.unread.append((row["source"], row["message"].removeprefix(f"{row['source']}: ")))
    made.unread.sort()
    if places:
        found: dict[str, list[Section]] = defaultdict(list)
        for row in rows("sections", tuple(column.name for column in columns_of("sections"))):
            found[row.pop("doc_id")].append(Section(**row))
        made.sections = {doc_id: tuple(some) for doc_id, some in found.items()}
    return made


def of_review(review: Review, rules: Rules, lang: str) -> Collected:
    """-> what one review says, as its rows in the tables would."""
    draft = review.draft
    made = Collected("", rules, lang, sections={draft.doc_id: draft.sections})
    frame = {name: getattr(draft.metadata, name) for name in _FRAME}
    made.papers[draft.doc_id] = _paper(
        frame | {"doc_id": draft.doc_id, "source": draft.source}, any(notice.unread for notice in draft.warnings)
    )
    for reference in draft.legal_references:
        _cite(made, {"doc_id": draft.doc_id} | {n: getattr(reference, n) for n in ("number", "canonical", "role")})
    for pair in review.alignment:
        if pair.status in SIGNS:
            _answer(made.verdicts.setdefault(pair.directive_id, {}).setdefault(draft.doc_id, {}), pair)
    return made


def together(several: Iterable[Collected], rules: Rules, lang: str) -> Collected:
    """-> what several say as one."""
    made = Collected("", rules, lang)
    for one in several:
        made.papers |= one.papers
        made.cited |= one.cited
        made.sections |= one.sections
        made.unread += one.unread
        for directive_id, verdicts in one.verdicts.items():
            made.verdicts.setdefault(directive_id, {}).update(verdicts)
    return made


def _cite(made: Collected, row: Record) -> None:
    cited = made.cited.setdefault(row["doc_id"], {})
    for number in {row["number"], row["canonical"]} - {None}:
        cited[number] = cited.get(number, False) or row["role"] == "thuc_hien"


@lru_cache(maxsize=64)
def _notice(code: str) -> Notice:
    return Notice(to_say(f"notice.{code}"))


def _paper(row: Record, unread: bool) -> Paper:
    years = None
    start, end = row["period_start"], row["period_end"]
    if start or end:
        years = (start or end, end or start)
    elif row["issued_on"] or row["issued_in"]:
        year = row["issued_on"].year if row["issued_on"] else int(row["issued_in"][:4])
        years = (year, year)
    unit = row["issuer"] or row["place"] or ""
    return Paper(row["doc_id"], row["source"], unit, row["number"], row["issued_on"], years, row["title"] or "", unread)


def _answer(answers: dict[str, Alignment], verdict: Alignment) -> None:
    """The worst answer to a goal counts, "missing" only where none answers; a row on a whole directive is none."""
    asked = verdict.directive_target
    key = (asked.family or asked.target_id or asked.quote if asked else None) or ""
    order = list(SIGNS)
    if key and (key not in answers or order.index(verdict.status) < order.index(answers[key].status)):
        answers[key] = verdict


def _verdict(row: Record) -> Alignment:
    asked = {name: row[f"directive_{name}"] for name in DIRECTIVE}
    names = {"target_id": row["target_id"], "family": row["family"], "name": row["family_name"]}
    said = {name: row[name] for name in DRAFT}
    return Alignment(
        row["directive_id"], _target(asked | names), _target(said) if row["quote"] else None, row["status"],
        row["score"], row["explanation"], row["due_value"], row["certainty"], row["reason"],
    )  # fmt: skip


def _target(values: Record) -> Target:
    """-> a target of the table's columns, which have no offsets of a directive's words."""
    plain: Record = {"start": 0, "end": 0, "quote": "", "unit": "", "comparator": "=", "value": None}
    return Target(**(plain | {name: value for name, value in values.items() if value is not None}))


def _goals(rows: Any, verdicts: dict[str, dict[str, Alignment]]) -> dict[str, Goal]:
    """-> the goals in the directive's order as most plans of the year were asked for them; where there is no plan, as
    any other was."""
    asked: dict[str, Counter[Target]] = defaultdict(Counter)
    for key, verdict in (pair for row in rows for pair in ((k, a.verdict) for k, a in row.answers.items())):
        if verdict.directive_target is not None:
            asked[key][verdict.directive_target] += 1
    if not asked:
        for answers in verdicts.values():
            for key, verdict in answers.items():
                if verdict.directive_target is not None:
                    asked[key][verdict.directive_target] += 1
    goals = {}
    for key, found in asked.items():
        (target, _), *_ = found.most_common(1)
        goals[key] = Goal(key, target, target.name)
    return goals
