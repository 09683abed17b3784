"""The words of the house: every record that the rooms hand to each other.

All offsets are character positions in ``Document.text``, the canonical text: NFC, one paragraph a line, a table row a
line with its cells joined by ``" | "``. For every record ``document.text[start:end] == quote``. Figures are floats in
the unit that stands beside them; years are integers; dates are ``datetime.date``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from pipeline.model.block import Block as Block
from pipeline.model.block import BlockKind as BlockKind
from pipeline.model.citation import Attestation as Attestation
from pipeline.model.citation import Citation as Citation
from pipeline.model.citation import RegistryState as RegistryState
from pipeline.model.decision import Choice as Choice
from pipeline.model.decision import Decision as Decision
from pipeline.model.finding import Finding as Finding
from pipeline.model.finding import Fix as Fix
from pipeline.model.finding import Severity as Severity
from pipeline.model.notice import Notice as Notice
from pipeline.model.slip import Slip as Slip
from pipeline.model.slip import SlipKind as SlipKind
from pipeline.model.views import PlanViews, ReviewViews
from pipeline.saying import Lang as Lang

Comparator = Literal["=", ">=", ">", "<=", "<", "range"]
Change = Literal["+", "-"]
SectionKind = Literal[
    "can_cu", "muc_tieu", "nhiem_vu", "kinh_phi", "to_chuc_thuc_hien", "bao_cao", "noi_nhan", "chu_ky",
    "phu_luc", "khac",
]  # fmt: skip
Role = Literal["can_cu", "thuc_hien", "sua_doi", "thay_the", "dan_chieu"]
Status = Literal[
    "met", "above", "below", "on_track", "behind", "missing", "added", "period_mismatch", "narrowed", "not_comparable"
]
Certainty = Literal["seen", "restated", "own", "compiled", "unsigned", "inferred", "doubtful", "unknown"]
Level = Literal["xa", "huyen", "tinh", "ca_nuoc"]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the frame of a document says of it (Decree 30/2020/NĐ-CP, components 2-5, 7 and 9).

    ``issued_in`` is the month ("2026-05"), or the year alone, of a draft whose day is left open; None beside a day.
    ``signed_by`` and ``signed_at`` (ISO 8601) are what its electronic signature says.
    """

    doc_type: str = "khac"
    number: str | None = None
    issuer: str | None = None
    place: str | None = None
    issued_on: date | None = None
    issued_in: str | None = None
    title: str | None = None
    period_start: int | None = None
    period_end: int | None = None
    signer: str | None = None
    signer_title: str | None = None
    recipients: tuple[str, ...] = ()
    signed_by: str | None = None
    signed_at: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A node of the outline. ``start``..``end`` spans label, heading and body with all that stands below it.

    ``heading`` is the whole heading without its label and closing colon, at ``heading_start``..``heading_end``.
    """

    section_id: str
    parent_id: str | None
    level: int
    label: str | None
    heading: str
    kind: SectionKind
    start: int
    end: int
    heading_start: int
    heading_end: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class LegalReference:
    """A document, or a part of one, that the text names.

    ``number`` is as written with its spaces repaired; ``canonical`` its identity in the registry, else the number
    normalised. ``internal`` marks what points into the document itself ("Kế hoạch này", "mục IV"). ``resolved_from``
    is the offset of the earlier full citation that a short form ("Quyết định 112") was resolved by.
    """

    quote: str
    start: int
    end: int
    doc_type: str
    number: str | None = None
    canonical: str | None = None
    title: str | None = None
    issuer: str | None = None
    issued_on: date | None = None
    article: str | None = None
    clause: str | None = None
    point: str | None = None
    path: tuple[str, ...] = ()
    role: Role = "dan_chieu"
    internal: bool = False
    unresolved: bool = False
    resolved_from: int | None = None
    section_id: str | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A measurable goal: how much of whom is to reach what, by when.

    The same type serves drafts, parsed parents and directive files; the latter have ``certainty`` and ``sources``, and
    offsets of 0 where their text is not at hand. ``value`` is None only where a directive's figure is not established.
    ``members``: the population as a list; ``restates``: the ``target_id`` of what is said again. In a directive, those
    of one ``family`` are milestones of a goal, ``name`` is what people call it, ``part_of`` names the family that a
    target only details, and ``binds`` is the lowest level of government by which its figure is counted (a share of a
    province's communes is no commune's)."""

    quote: str
    start: int
    end: int
    value: float | None
    unit: str
    comparator: Comparator
    value_max: float | None = None
    change: Change | None = None
    population: str = ""
    members: tuple[str, ...] = ()
    indicator: str = ""
    condition: str | None = None
    aspirational: bool = False
    approximate: bool = False
    period_start: int | None = None
    period_end: int | None = None
    baseline_year: int | None = None
    section_id: str | None = None
    page: int | None = None
    restates: str | None = None
    target_id: str | None = None
    family: str | None = None
    part_of: str | None = None
    certainty: Certainty = "seen"
    sources: tuple[str, ...] = ()
    note: str | None = None
    name: str | None = None
    binds: Level | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """A duty: the clause, the bodies that lead it and those that take part.

    ``deadline`` is ISO where a day, month or year is told, else the words; ``recurrence`` says in words how often.
    """

    quote: str
    start: int
    end: int
    lead: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    deadline: str | None = None
    section_id: str | None = None
    page: int | None = None
    recurrence: str | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day, month or year by which ("date"), a recurring day, or a span of time ("period").

    ``due`` (the end) and ``begin`` (of a period) are ISO: date, year or year-month; ``recurrence`` is in words.
    """

    quote: str
    start: int
    end: int
    kind: Literal["date", "recurring", "period"]
    due: str | None = None
    recurrence: str | None = None
    section_id: str | None = None
    page: int | None = None
    begin: str | None = None


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """A sum of money (``amount`` in đồng) or a source of funds without one."""

    quote: str
    start: int
    end: int
    amount: float | None = None
    source: str | None = None
    section_id: str | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Document(PlanViews):
    """One document: its canonical text, where that came from, and all that was read out of it.

    ``read/`` fills the first group of fields, ``segment/`` the second, ``extract/`` the third.
    ``running`` holds page headers, footers and signature stamps, which are not part of the text.
    """

    doc_id: str
    source: str
    sha256: str
    format: str
    text: str
    blocks: tuple[Block, ...] = ()
    pages: int | None = None
    ocr: bool = False
    running: tuple[str, ...] = ()
    properties: dict[str, str] = field(default_factory=dict)
    warnings: tuple[Notice, ...] = ()

    metadata: Metadata = field(default_factory=Metadata)
    sections: tuple[Section, ...] = ()

    legal_references: tuple[LegalReference, ...] = ()
    targets: tuple[Target, ...] = ()
    tasks: tuple[Task, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    budget: tuple[BudgetLine, ...] = ()
    slips: tuple[Slip, ...] = ()


@dataclass(frozen=True, slots=True)
class DirectiveTask:
    """A task or solution that a directive lays on those below it, or on the bodies of its own in ``lead``."""

    task_id: str
    text: str
    certainty: Certainty = "seen"
    sources: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnError:
    """An error in a parent's own text: the rule that finds it, the number that it is about and the parent's words."""

    rule_id: str
    number: str
    quote: str


@dataclass(frozen=True, slots=True)
class Directive:
    """A parent: read from ``rules/directives/*.yaml`` or compiled from a parsed document.

    ``complete`` is False where only some of its targets could be read: nothing is then missing from a draft.
    ``field`` is the field of government it belongs to ("trẻ em").
    ``errors`` are those of its citations (of a parsed parent only), which drafts may have copied.
    ``signed_by`` held its figures against the original on ``signed_on``; ``altered``: they read otherwise since.
    """

    directive_id: str
    number: str
    title: str
    issuer: str | None = None
    issued_on: date | None = None
    period_start: int | None = None
    period_end: int | None = None
    phases: tuple[tuple[int, int], ...] = ()
    complete: bool = True
    targets: tuple[Target, ...] = ()
    tasks: tuple[DirectiveTask, ...] = ()
    certainty: Certainty = "seen"
    sources: tuple[str, ...] = ()
    errors: tuple[OwnError, ...] = ()
    field: str | None = None
    signed_by: str | None = None
    signed_on: date | None = None
    altered: bool = False


@dataclass(frozen=True, slots=True)
class PopulationChange:
    """Whom a draft's target counts, held against whom the directive's counts, member by member.

    ``replaced`` pairs the directive's member with its counterpart at the draft's level of government; ``excused`` are
    those dropped members that this level, or this day, does not have. ``open_ended`` says that the draft's list ends
    in a catch-all ("và đơn vị liên quan").
    """

    kept: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    replaced: tuple[tuple[str, str], ...] = ()
    excused: tuple[str, ...] = ()
    open_ended: bool = False


@dataclass(frozen=True, slots=True)
class OtherLevel:
    """What another level's directive asks for the goal of a row: ``figure`` in words, its value, the year it is due."""

    directive_id: str
    figure: str
    value: float | None
    due: int | None


@dataclass(frozen=True, slots=True)
class Alignment:
    """Which of the draft's targets answers which of the directive's, and the verdict.

    ``due_value`` is the figure of the straight line between two milestones in the draft's year; ``reason`` the name
    of the case that was decided (a key of ``rules/verdicts.yaml``); ``certainty`` the weakest of the figures used.
    ``others`` are the figures that further levels set for the same goal; the nearest level's is judged.
    A row with neither target speaks of the directive as a whole: why its goals were not held against the draft.
    """

    directive_id: str
    directive_target: Target | None
    draft_target: Target | None
    status: Status
    score: float
    explanation: str
    due_value: float | None = None
    certainty: Certainty = "seen"
    reason: str = ""
    population: PopulationChange | None = None
    others: tuple[OtherLevel, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether it speaks of the directive as a whole."""
        return self.directive_target is None and self.draft_target is None


@dataclass(frozen=True, slots=True)
class Review(ReviewViews):
    """A draft held against its directives.

    ``waived`` are findings that an office puts up with, with its reasons; ``accepted`` those whose ``fix`` is to be
    made. Neither stands among ``findings``.
    """

    draft: Document
    directives: tuple[Directive, ...]
    alignment: tuple[Alignment, ...]
    findings: tuple[Finding, ...]
    as_of: date | None = None
    not_checked: tuple[str, ...] = ()
    waived: tuple[tuple[Finding, str], ...] = ()
    citations: tuple[Citation, ...] = ()
    accepted: tuple[Finding, ...] = ()
