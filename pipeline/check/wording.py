"""Words: blanks left open, another place's name, last year's year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.check.context import Context, Hit, check
from pipeline.check.mending import words_fix
from pipeline.check.structure import is_plan
from pipeline.knowledge.checks import CheckRule
from pipeline.text.fold import fold
from pipeline.text.patterns import compiled

_BLANK = compiled(r"…|\.\.|__|xx|\[")
_YEAR = compiled(r"(?<!\d)(20\d\d)(?!\d)")
_NAME = r"(?:[^\W\d_]+|\d+)(?: (?:[^\W\d_]+|\d+)){0,3}"
_SPAN = compiled(r"(20\d\d)\s*[-–]\s*(20\d\d)")

_WITH = compiled(r"(?<!\w)(?:với|cùng|giữa|đến từ|kinh nghiệm|mô hình)(?!\w)")
_PARTNER = 60  # characters in front of a unit's name in which it is told as another's


@check("placeholder")
def placeholder(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """A blank that nobody filled in."""
    if not _BLANK.search(context.folded):
        return
    pattern = compiled("|".join(f"(?:{p})" for p in rule.strings("patterns")))
    header = min((s.start for s in context.document.sections if s.level == 1), default=0)
    annexes = [s for s in context.document.sections if s.kind == "phu_luc"]
    hits = [h for h in pattern.finditer(context.folded) if not any(a.start <= h.start() < a.end for a in annexes)]
    signs = compiled("|".join(f"(?:{p})" for p in rule.strings("form_signs")))
    if sum(1 for h in signs.finditer(context.folded) if h.start() >= header) >= rule.figure("form_from", 3):
        return  # so many blanks are a form to be filled in by others
    attached = compiled("|".join(f"(?:{p})" for p in rule.strings("attached")))
    said = False
    for hit in hits:
        line = context.folded[context.folded.rfind("\n", 0, hit.start()) + 1 : hit.start()]
        if context.document.metadata.number is None and attached.match(line):
            continue  # the same number and day, told again under the name of an annex
        if hit.start() < header:  # an unsigned draft has no number and no day yet
            if said:
                continue
            said = True
            yield Hit(hit.start(), hit.end(), case="header", severity="info")
        else:
            yield Hit(hit.start(), hit.end())


@check("another-place")
def another_place(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """ "trên địa bàn phường An Hòa" in a plan of phường Kim Trà: left from copying."""
    meta = context.document.metadata
    levels = "|".join(rule.strings("levels"))
    names = [text for text in (meta.issuer, meta.title) if text and not text.isupper()]
    mine = next((m for m in ({(a, b) for a, b, _, _ in _named(text, "", levels)} for text in names) if m), set())
    if len({level for level, _ in mine}) != len(mine) or not mine:
        return
    ours = dict(mine)
    written = {level: _as_written(names, place) for level, place in ours.items()}
    text = context.document.text
    told: dict[str, list[tuple[str, int, int]]] = {}
    same = (hit for hit in _named(text, "|".join(rule.strings("openers")), levels) if hit[0] in ours)
    units = (hit for hit in _named(text, "|".join(rule.strings("units")), levels) if hit[0] in ours)
    own = (hit for hit in units if not _WITH.search(context.folded, max(0, hit[2] - _PARTNER), hit[2]))
    for level, place, start, end in (*_owners(context, rule, ours), *same, *own):
        if place.startswith(ours[level]) or ours[level].startswith(place):
            continue
        if _is_cited(context, place, start) or _is_former(context, rule, end):
            continue
        told.setdefault(place, []).append((level, start, end))
    for again in told.values():
        level, start, end = again[0]
        spans = {(a, b): f"{kind} {written[kind]}" for kind, a, b in again}
        fixes = [words_fix(context, *span, own) for span, own in spans.items()]
        words = {"found": text[start:end], "expected": f"{level} {written[level]}"}
        yield Hit(start, end, words, fixes=fixes)


def _as_written(names: list[str], place: str) -> str:
    """-> a folded name of a place with its capitals, as one of ``names`` has it."""
    at, name = next((fold(name).find(place), name) for name in names if place in fold(name))
    return name[at : at + len(place)]


def _owners(context: Context, rule: CheckRule, ours: dict[str, str]) -> Iterator[tuple[str, str, int, int]]:
    """-> who the closing sentence says the plan is of, where it is another of the issuer's rank, as ``_named`` gives
    it but with the issuer's own level; none where the sentence names the issuer too ("của phường A và xã B")."""
    rank = {level: group for peers in rule.strings("peers") for group in [peers.split(" / ")] for level in group}
    closing, stop = (compiled("|".join(rule.strings(name))) for name in ("closings", "breaks"))
    for hit in closing.finditer(context.folded):
        reach = hit.end() + 600
        broken = stop.search(context.folded, hit.end(), reach)
        end = broken.start() if broken else reach
        sentence = context.document.text[hit.end() : end]
        for level, own in ours.items():
            if own in context.folded[hit.end() : end]:
                continue
            for _, place, a, b in _named(
                sentence, "|".join(rule.strings("owners")), "|".join(rank.get(level, [level]))
            ):
                yield level, place, hit.end() + a, hit.end() + b


def _is_cited(context: Context, place: str, start: int) -> bool:
    """Whether the name stands in the title or with the issuer of a document that is cited there."""
    return any(
        r.start <= start <= r.end + 300 and any(place in fold(words) for words in (r.title, r.issuer) if words)
        for r in context.citations
    )


def _is_former(context: Context, rule: CheckRule, end: int) -> bool:
    """Whether the name is said to be one of before ("phường Thuận Hóa (cũ)")."""
    after = context.folded[end : end + 30]
    return any(re.match(rf"\W{{0,3}}{re.escape(word)}(?!\w)", after) for word in rule.strings("former"))


def _named(text: str, openers: str, levels: str) -> Iterator[tuple[str, str, int, int]]:
    """-> (kind of area, its folded name, start, end) for "phường An Bình", after one of ``openers`` where given."""
    before = rf"(?i:{openers}) " if openers else r"(?<!\w)"
    for hit in re.finditer(rf"{before}(?i:({levels})) ({_NAME})", text):
        words = hit.group(2).split(" ")
        count = next((n for n, word in enumerate(words) if not (word[0].isupper() or word[0].isdigit())), len(words))
        name = " ".join(words[:count])
        if name and not hit.group(1).isupper():  # in a title all in capitals names have no end
            yield fold(hit.group(1)), fold(name), hit.start(1), hit.start(2) + len(name)


@check("last-years-year")
def last_years_year(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """The opening or the closing sentence speaks of another year than the title."""
    meta = context.document.metadata
    title = meta.title or ""
    if not is_plan(context, rule) or meta.period_end is None or meta.period_start != meta.period_end:
        return
    own = str(meta.period_end)
    if set(_YEAR.findall(title)) != {own}:
        return
    pattern = compiled("|".join(f"(?:{p})" for p in rule.strings("sentences")))
    for hit in pattern.finditer(context.folded):
        end = context.folded.find("\n", hit.end())
        sentence = context.folded[hit.end() : end if end >= 0 else None]
        sentence = re.split(r"[.;,]", sentence)[0]
        for year in _YEAR.finditer(sentence):
            before = sentence[max(0, year.start() - 12) : year.start()]
            if (
                year.group() != own
                and re.search(r"(?<!đến )(?<!\d )năm\s*$", before)
                and not _SPAN.search(sentence)
                and own not in sentence
            ):
                start = hit.end() + year.start()
                fix = words_fix(context, start, start + 4, own, safe=True)
                yield Hit(start, start + 4, {"expected": own, "title": title}, fix=fix)
