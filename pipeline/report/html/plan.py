"""The plan itself with every reference, target and finding marked in place: what the page's template prints."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.model import Block, Document, Finding, LegalReference, Review, Target
from pipeline.report.summary import SEVERITIES

_RANKS = {severity: rank for rank, (severity, _) in enumerate(SEVERITIES)}
_CLOSING = 2  # letters that may stand behind a heading: its colon, a blank
_TARGET, _REFERENCE, _DEADLINE = len(_RANKS), len(_RANKS) + 1, len(_RANKS) + 2


@dataclass(frozen=True, slots=True)
class Mark:
    """A record in the plan: ``key`` names its card ("f3"), ``look`` its class, ``rank`` says who lies on top."""

    key: str
    start: int
    end: int
    look: str
    rank: int
    title: str
    short: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Words under the same marks. ``opens`` begin here; ``also`` end here and are on top nowhere."""

    text: str
    marks: tuple[Mark, ...] = ()
    opens: tuple[Mark, ...] = ()
    also: tuple[Mark, ...] = ()

    @property
    def top(self) -> Mark | None:
        return self.marks[0] if self.marks else None

    @property
    def looks(self) -> str:
        return " ".join(dict.fromkeys(mark.look for mark in self.marks))

    @property
    def keys(self) -> str:
        return " ".join(mark.key for mark in self.marks)


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A paragraph or a cell of the plan; ``level`` is that of its heading, 0 for plain words."""

    number: int
    block: Block
    pieces: tuple[Piece, ...]
    level: int = 0


@dataclass(frozen=True, slots=True)
class PlanCell:
    """A cell of a table; one without words has no lines."""

    lines: tuple[PlanLine, ...] = ()
    row_span: int = 1
    column_span: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A run of paragraphs, or a table as rows of cells."""

    lines: tuple[PlanLine, ...] = ()
    rows: tuple[tuple[PlanCell, ...], ...] = ()


def ordered(findings: Sequence[Finding]) -> list[Finding]:
    """-> findings as the page shows them: the gravest first, then as they stand in the plan."""
    return sorted(findings, key=lambda f: (_RANKS[f.severity], f.start is None, f.start or 0))


def marks_of(review: Review, findings: Sequence[Finding], titles: dict[str, str]) -> dict[int, Mark]:
    """-> every mark by the identity of its record; ``titles`` are the words for "target" and "reference"."""
    found: dict[int, Mark] = {}
    for number, finding in enumerate(findings, 1):
        if finding.start is not None and finding.end is not None and finding.start < finding.end:
            title = f"{finding.rule_id}: {finding.message}"
            found[id(finding)] = Mark(
                f"f{number}", finding.start, finding.end, finding.severity, _RANKS[finding.severity], title,
                finding.rule_id,
            )  # fmt: skip
    groups: tuple[tuple[str, str, int, Sequence[Target | LegalReference]], ...] = (
        ("t", "target", _TARGET, review.draft.targets),
        ("r", "reference", _REFERENCE, review.draft.legal_references),
    )
    for letter, look, rank, records in groups:
        for number, record in enumerate(records, 1):
            key = f"{letter}{number}"
            found[id(record)] = Mark(key, record.start, record.end, look, rank, titles[look], key.upper())
    return found


def deadline_marks(document: Document, title: str) -> list[Mark]:
    """-> a mark for each deadline; ``title`` says what it is, and its day follows."""
    return [
        Mark(
            f"d{n}",
            d.start,
            d.end,
            "deadline",
            _DEADLINE,
            " ".join((title, d.due or d.recurrence or "")).strip(),
            f"D{n}",
        )
        for n, d in enumerate(document.deadlines, 1)
    ]


def marked_plan(document: Document, marks: Sequence[Mark]) -> list[Part]:
    """-> the plan in parts; every character of it stands in exactly one piece."""
    blocks = document.blocks or tuple(_lines(document.text))
    levels = {s.heading_start: s for s in document.sections if s.heading_end > s.heading_start}
    heads = sorted(levels)
    pieces = _pieces(document.text, blocks, marks)
    parts: list[Part] = []
    open_table: int | None = None
    rows: dict[int, list[PlanLine]] = {}
    lines: list[PlanLine] = []
    number, seen, head = 1, 0, 0

    def close() -> None:
        nonlocal lines, rows
        if lines:
            parts.append(Part(lines=tuple(lines)))
        if rows:
            parts.append(Part(rows=_grid([rows[r] for r in sorted(rows)])))
        lines, rows = [], {}

    for block, words in zip(blocks, pieces, strict=True):
        number += document.text.count("\n", seen, block.start)
        seen = block.start
        while head < len(heads) and heads[head] < block.start:
            head += 1
        section = levels[heads[head]] if head < len(heads) and heads[head] < block.end else None
        level = section.level if section is not None and block.end - section.heading_end <= _CLOSING else 0
        table = block.table if block.kind == "cell" else None
        if table != open_table:
            close()
            open_table = table
        line = PlanLine(number, block, tuple(words), level)
        if table is None:
            lines.append(line)
        else:
            rows.setdefault(block.row or 0, []).append(line)
    close()
    return parts


def _grid(rows: Sequence[Sequence[PlanLine]]) -> tuple[tuple[PlanCell, ...], ...]:
    """-> the rows with a cell for every place that no other cell reaches into: those without words are in no block."""
    width = max((line.block.column or 0) + line.block.column_span for row in rows for line in row)
    reaching: dict[int, int] = {}  # column -> how many rows below this one a cell above reaches into
    grid = []
    for row in rows:
        by_column: dict[int, list[PlanLine]] = {}
        for line in row:
            by_column.setdefault(line.block.column or 0, []).append(line)
        cells: list[PlanCell] = []
        column = 0
        while column < width:
            if reaching.get(column, 0) > 0:
                reaching[column] -= 1
                column += 1
                continue
            lines = by_column.get(column)
            if lines is None:
                cells.append(PlanCell())
                column += 1
                continue
            block = lines[0].block
            cells.append(PlanCell(tuple(lines), block.row_span, block.column_span, block.header))
            for below in range(column, column + block.column_span):
                reaching[below] = block.row_span - 1
            column += block.column_span
        grid.append(tuple(cells))
    return tuple(grid)


def _lines(text: str) -> Iterator[Block]:
    start = 0
    for line in text.split("\n"):
        yield Block(start, start + len(line))
        start += len(line) + 1


def _pieces(text: str, blocks: Sequence[Block], marks: Sequence[Mark]) -> list[list[Piece]]:
    """One sweep over the text: each block cut wherever a mark begins or ends."""
    begins: defaultdict[int, list[Mark]] = defaultdict(list)
    ends: defaultdict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        begins[mark.start].append(mark)
        ends[mark.end].append(mark)
    cuts = sorted({*begins, *ends})
    active: list[Mark] = []
    waiting: list[Mark] = []  # begun, but not yet on a piece (a mark may begin on a cell's bar)
    topped: set[str] = set()
    result = []
    at = 0
    for block in blocks:
        words: list[Piece] = []
        start = block.start
        while start < block.end:
            while at < len(cuts) and cuts[at] <= start:
                for mark in ends.get(cuts[at], ()):
                    if mark in active:
                        active.remove(mark)
                for mark in begins.get(cuts[at], ()):
                    active.append(mark)
                    waiting.append(mark)
                at += 1
            end = min(block.end, cuts[at]) if at < len(cuts) else block.end
            on = tuple(sorted(active, key=lambda m: (m.rank, m.end - m.start)))
            if on:
                topped.add(on[0].key)
            ending = tuple(m for m in on if m.end <= end and m.key not in topped)
            words.append(Piece(text[start:end], on, tuple(m for m in waiting if m in active), ending))
            waiting = []
            start = end
        result.append(words)
    return result
