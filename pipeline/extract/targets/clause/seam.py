"""Between two figures of a unit: where the words of the first end and those of the second begin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.targets.clause.cues import Cues
from pipeline.extract.targets.clause.head import AMONG
from pipeline.extract.targets.clause.units import Span
from pipeline.extract.targets.figures import Figure
from pipeline.extract.targets.ledger import Stage
from pipeline.knowledge.targets import TargetWords
from pipeline.text.patterns import compiled

_SEAM = compiled(
    r",\s+(?:và\s+)?|\s+và\s+|\s+hoặc\s+|\s+còn\s+(?!lại)|\s+(?=(?:trong đó|riêng)(?!\w))|\s*\(\s*|\s*\)\s*,?\s*"
)
JOINT_END = compiled(r"(?:(?:\s*,)?\s+(?:và|hoặc)|\s*[,(])\s*$|^\s*(?:và|hoặc|,)\s*$")
_SINCE = compiled(r"(?<!\w)từ\s+(?:mức\s+|khoảng\s+|trên\s+)?$")
_REACHED = compiled(
    r"\s(?:tăng\s+|giảm\s+)?(?:xuống|lên|còn)(?:\s+(?:còn|mức|đến|tới|trên|dưới|khoảng|tối thiểu|ít nhất|thành|từ|đạt"
    r"|tối đa|không dưới|không quá|hơn|xấp xỉ|gần|bằng))*\s*$"
)


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands between the figure that ends at ``floor`` and the ``cues`` of the next: ``text``, with the offsets
    behind its ``seams``; ``right``: the words behind the second figure."""

    folded: str
    floor: int
    cues: Cues
    right: Span
    words: TargetWords
    text: str
    seams: tuple[int, ...]


CUT = Stage[Gap, int]("cut")


def seam(folded: str, floor: int, cues: Cues, right: Span, words: TargetWords) -> int:
    """Where, between the figure before and these cues, this figure's own words begin."""
    text = folded[floor : cues.start]
    if not text.strip(" \t\n\u00a0,.:;()-–"):
        return floor
    cut = CUT.decide(Gap(folded, floor, cues, right, words, text, tuple(m.end() for m in _SEAM.finditer(text))))
    return cues.start if cut is None else floor + cut


@CUT.rule("80% hộ nghèo và 90% trẻ em được trợ giúp", needed="all kinds of plans")
def joined(gap: Gap) -> int | None:
    """A joint right in front of the cues: they begin the clause."""
    return len(gap.text) if JOINT_END.search(gap.text) else None


@CUT.rule("Đạt 90% (miền núi đạt 80%)", needed="decisions with figures of regions")
def in_brackets(gap: Gap) -> int | None:
    """Behind the bracket that opens in front of the figure."""
    return gap.text.rindex("(") + 1 if gap.text.count("(") > gap.text.count(")") else None


@CUT.rule("Đạt 90% và tỷ lệ trường chuẩn đạt 60%", needed="all kinds of plans")
def at_a_head(gap: Gap) -> int | None:
    """At the first seam that a share, a measure, a goal or a change follows."""
    opens = (gap.words.heads, gap.words.openings, gap.words.changes)
    return next((at for at in gap.seams if any(p.match(gap.text, at) for p in opens)), None)


@CUT.rule("Đạt 90%, riêng đối với hộ nghèo, hộ cận nghèo là 100%", needed="plans of services")
def at_a_part(gap: Gap) -> int | None:
    """At the last seam that "riêng" or "trong đó" follows: it may open a list."""
    return next((at for at in reversed(gap.seams) if AMONG.match(gap.text, at)), None)


@CUT.rule("Đạt 90% và giải quyết việc làm cho 80% lao động", needed="yearly plans")
def at_a_deed(gap: Gap) -> int | None:
    """At the first seam that a deed follows."""
    return next((at for at in gap.seams if gap.words.actions.match(gap.text, at)), None)


@CUT.rule("90% xã có mô hình, thôn có tổ tự quản đạt 80%", needed="yearly plans")
def at_a_comma(gap: Gap) -> int | None:
    """At the last comma; at the first where the figure before has nothing behind it, so that all of this is ours."""
    commas = [at for at in gap.seams if not gap.text[:at].endswith((" và ", " hoặc ")) or "," in gap.text[at - 6 : at]]
    return (commas[0] if gap.text.lstrip().startswith(",") else commas[-1]) if commas else None


@CUT.rule("Tỷ lệ nhập học 90% và lên lớp đạt 95%", needed="plans of schooling")
def at_an_and(gap: Gap) -> int | None:
    """At the last "và", where the figure closes its clause or a link leads to it."""
    closed = not gap.folded[slice(*gap.right)].strip(" .") or gap.folded[gap.right[0]] in ",;."
    linked = gap.cues.has("link", "rise", "fall", "colon")
    return gap.seams[-1] if gap.seams and (closed or linked) else None


def without_bases(folded: str, figures: list[Figure]) -> Iterator[tuple[Figure, Span | None]]:
    """The figures without starting levels ("từ 39% xuống còn 15%"), each with the span of its own start, if any."""
    base: Span | None = None
    for figure, following in zip(figures, [*figures[1:], None], strict=True):
        floor = max(0, figure.start - 10)
        since = _SINCE.search(folded, floor, figure.start)
        if since and following is not None and following.share == figure.share:
            reached = _REACHED.search(folded, figure.end, following.start)
            if reached and not any(mark in folded[figure.end : following.start] for mark in ",;"):
                base = (since.start(), reached.start())
                continue
        yield figure, base
        base = None
