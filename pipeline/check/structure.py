"""The frame and the outline of a plan: parts it must have, numbers without gaps, pointers that lead somewhere."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from pipeline.check.context import Context, Hit, check
from pipeline.check.mending import words_fix
from pipeline.check.references import kind_of_symbol, symbol_parts
from pipeline.knowledge.checks import CheckRule
from pipeline.knowledge.references import reference_rules
from pipeline.model import Fix, Section, Severity
from pipeline.text.fold import bare, fold
from pipeline.text.labels import Label, parse_label
from pipeline.text.patterns import compiled

_NUMBERED = {"roman", "arabic", "upper", "letter", "part", "chapter", "arabic)", "article"}
_STROKE = compiled(r"(?P<kind>\d+/[A-ZĐ]{2,4})/(?P<issuer>[A-ZĐ]{2,}(?:-[A-ZĐ&]+)*)")  # "15/KH/UBND"
_SOLID = compiled(r"\S")
_SHORT = 2  # fewer sections than this are a fragment, of which nothing is missing


def is_plan(context: Context, rule: CheckRule) -> bool:
    """Whether the rule speaks of documents of this kind."""
    kinds = rule.strings("doc_types")
    return not kinds or context.document.metadata.doc_type in kinds


def is_excerpt(context: Context) -> bool:
    """Whether a document that has its number and its day, and so was signed, ends without recipients and signer.

    Then the file holds a piece of it, and what is absent may stand in the rest.
    """
    meta = context.document.metadata
    issued = meta.number is not None and meta.issued_on is not None
    ended = meta.recipients or meta.signer or meta.signer_title or "nơi nhận" in context.folded
    return issued and not ended and all(s.kind not in {"chu_ky", "noi_nhan"} for s in context.document.sections)


@check("not-whole")
def not_whole(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """An excerpt, said once; the rules on what a whole plan must hold are silent on it."""
    if is_plan(context, rule) and is_excerpt(context) and len(context.document.sections) >= _SHORT:
        yield Hit()


@check("required-section")
def required_section(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """A part that a plan must have and that no heading, nor the beginning of any line, speaks of."""
    sections = context.document.sections
    if not is_plan(context, rule) or len([s for s in sections if s.level == 1]) < _SHORT or is_excerpt(context):
        return
    kinds = {s.kind for s in sections}
    mild = rule.mapping("mild")
    for kind, words in rule.mapping("sections").items():
        phrases = _strings(words)
        if kind in kinds or _begins_a_line(context.bare, phrases) or _in_a_heading(sections, phrases):
            continue
        if kind in rule.strings("told_by_tasks") and len(context.document.tasks) >= rule.figure("tasks", 2):
            continue  # a short plan may give its tasks only where it assigns them
        if any(re.search(str(sentence), context.folded) for sentence in _strings(mild.get(kind))):
            continue
        yield Hit(words={"expected": phrases[0], "kind": kind}, severity="info" if kind in mild else None)


def _strings(told: object) -> list[str]:
    return [str(one) for one in (told if isinstance(told, list) else [] if told is None else [told])]


def _in_a_heading(sections: Sequence[Section], phrases: list[str]) -> bool:
    """Whether the heading of a part says it too ("GIẢI PHÁP TỔ CHỨC THỰC HIỆN KẾ HOẠCH")."""
    said = [bare(section.heading) for section in sections if section.label and section.level == 1]
    return any(re.search(rf"(?<!\w){re.escape(bare(phrase))}(?!\w)", heading) for phrase in phrases for heading in said)


def _begins_a_line(text: str, phrases: list[str]) -> bool:
    """Whether one of ``phrases`` begins a line of the ``bare`` text, a label before it or not."""
    plain = [bare(phrase) for phrase in phrases]
    if not any(phrase in text for phrase in plain):
        return False
    wanted = compiled(
        r"^\W*(?:[ivxlc\d]+(?:\.\d+)*|[a-zđ])?\s*[.)/:\-]*\s*(?:" + "|".join(map(re.escape, plain)) + r")(?!\w)"
    )
    return any(wanted.match(line) for line in text.split("\n"))


def siblings(context: Context) -> Iterator[list[tuple[Section, Label]]]:
    """-> for each parent its labelled children of one style, in the order of the text."""
    groups: dict[tuple[str | None, str, tuple[int, ...]], list[tuple[Section, Label]]] = defaultdict(list)
    for section in context.document.sections:
        label = _label(context, section)
        if label is not None and label.style in _NUMBERED:
            groups[section.parent_id, label.style, label.numbers[:-1]].append((section, label))
    yield from groups.values()


@check("number-gap")
def number_gap(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """V. is followed by VII.: a part is lost, or the numbers are wrong."""
    deepest = int(rule.figure("levels", 2))
    yield from _lost_first(context)
    for group in siblings(context):
        at = 0
        repeated = 0  # of numbers that stand twice: "II, II, IV" has its third part, under a wrong number
        for (before, first), (after, second) in pairwise(group):
            at += 1
            step = second.numbers[-1] - first.numbers[-1]
            repeated += step == 0
            if 0 < step - 1 <= repeated:
                repeated -= step - 1
                continue
            if (first.text, second.text) in (("d", "e"), ("D", "E")):
                continue  # the alphabet without đ, which many offices count by
            if step < 2 or after.level > deepest or _stands_between(context, before, after, first, second):
                continue
            lost = [_written(second, n) for n in range(first.numbers[-1] + 1, second.numbers[-1])]
            end = min(after.heading_end, after.start + 120)
            words = {"before": first.text, "after": second.text, "expected": ", ".join(lost)}
            fixes = _renumbered(context, group[at:], first.numbers[-1] + 1)
            yield Hit(after.start, end, words, severity=_MILDER.get(after.level, "info"), fixes=fixes)


_MILDER: dict[int, Severity | None] = {1: None, 2: "warning"}


def _lost_first(context: Context) -> Iterator[Hit]:
    """The parts of a plan that begin at II, under its title: the first one is lost, or the numbers are wrong."""
    top = [(s, label) for s in context.document.sections if s.level == 1 for label in [_label(context, s)] if label]
    romans = [(s, label) for s, label in top if label.style == "roman"]
    if len(romans) < _SHORT or romans[0][1].numbers[-1] != _SHORT:
        return
    section, label = romans[0]
    before = context.document.text[: section.start].split("\n")
    if context.document.metadata.title is None or any(_is_first(line) for line in before):
        return  # a piece of a plan; or its first part is there and was not taken for a heading
    words = {"before": "", "after": label.text, "expected": _written(label, 1)}
    fixes = _renumbered(context, romans, 1)
    end = min(section.heading_end, section.start + 120)
    yield Hit(section.start, end, words, case="first", fixes=fixes)


def _renumbered(context: Context, group: Sequence[tuple[Section, Label]], value: int) -> list[Fix | None]:
    """-> the labels of parts that follow one another without a gap, written from ``value`` on."""
    run = [group[0]]
    for one, other in pairwise(group):
        if other[1].numbers[-1] != one[1].numbers[-1] + 1:
            break
        run.append(other)
    return [_relabelled(context, *one, n) for n, one in enumerate(run, value)]


def _relabelled(context: Context, section: Section, label: Label, value: int, *, safe: bool = False) -> Fix | None:
    """-> a part's label with another number; None where it is told in words, or counted by Word itself."""
    at = context.document.text.find(label.text, section.start, section.start + label.end)
    new = _written(label, value)
    if at < 0 or label.text != _written(label, label.numbers[-1]) or "?" in new:
        return None
    return words_fix(context, at, at + len(label.text), new, safe=safe)


def _is_first(line: str) -> bool:
    """Whether a line may be the part I."""
    label = parse_label(line)
    readings = (label, label.other) if label else ()
    return any(r is not None and r.style == "roman" and r.numbers and r.numbers[-1] == 1 for r in readings)


def _label(context: Context, section: Section) -> Label | None:
    label = parse_label(context.document.text[section.start : section.heading_end])
    return label if section.label is not None and label is not None and label.numbers else None


def _stands_between(context: Context, before: Section, after: Section, first: Label, second: Label) -> bool:
    """Whether some line between the two bears a missing number: then the outline is in doubt, not the plan."""
    for line in context.document.text[before.start : after.start].split("\n"):
        label = parse_label(line)
        if label is None:
            continue
        for reading in (label, label.other):
            if reading is None or reading.style != second.style or reading.numbers[:-1] != second.numbers[:-1]:
                continue
            if reading.numbers and first.numbers[-1] < reading.numbers[-1] < second.numbers[-1]:
                return True
    return False


@check("number-repeated")
def number_repeated(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """Two parts of one number, one after the other."""
    deepest = int(rule.figure("levels", 2))
    for group in siblings(context):
        for at, ((_, first), (after, second)) in enumerate(pairwise(group)):
            if first.numbers == second.numbers and first.text == second.text and after.level <= deepest:
                end = min(after.heading_end, after.start + 120)
                words = {"number": second.text, "expected": _written(second, second.numbers[-1] + 1)}
                fixes = _told_apart(context, group, at)
                yield Hit(after.start, end, words, severity=None if after.level == 1 else "info", fixes=fixes)


def _told_apart(context: Context, group: Sequence[tuple[Section, Label]], at: int) -> list[Fix | None]:
    """-> which of two parts of one number has another by those around them, and those behind that must follow it.

    It is safe where one label alone changes and nothing in the plan points to a part of it.
    """
    value = group[at][1].numbers[-1]
    before = group[at - 1][1].numbers[-1] if at else 0
    after = group[at + 2][1].numbers[-1] if at + 2 < len(group) else None
    pointed = any(reference.internal and reference.path for reference in context.document.legal_references)
    numbers = [label.numbers[-1] for _, label in group]
    if before == value - 2 and after in (None, value + 1):
        safe = not pointed and [*numbers[:at], value - 1, *numbers[at + 1 :]] == [*range(1, len(group) + 1)]
        return [_relabelled(context, *group[at], value - 1, safe=safe)]
    if before != value - 1:
        return []
    if after in (None, value + 2):
        safe = not pointed and [*numbers[: at + 1], value + 1, *numbers[at + 2 :]] == [*range(1, len(group) + 1)]
        return [_relabelled(context, *group[at + 1], value + 1, safe=safe)]
    if after != value + 1:
        return []
    first = _relabelled(context, *group[at + 1], value + 1)
    rest = _renumbered(context, group[at + 2 :], value + 2)
    return [first, *rest]


_ROMAN = (("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1))


def _written(label: Label, value: int) -> str:
    if label.style == "roman":
        text, rest = "", value
        for sign, worth in _ROMAN:
            while rest >= worth:
                text, rest = text + sign, rest - worth
        return text
    if label.style in ("upper", "letter"):
        letters = "abcdđeghiklmnopqrstuvxy"
        letter = letters[value - 1] if value <= len(letters) else "?"
        return letter.upper() if label.style == "upper" else letter
    return ".".join(map(str, (*label.numbers[:-1], value)))


@check("pointer-to-nothing")
def pointer_to_nothing(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """ "theo mục IX" in a plan that ends at VI."""
    sections = context.document.sections
    top = {fold(s.label): s for s in sections if s.label and s.level == 1}
    if len(top) < _SHORT:
        return
    romans = {label for label in top if re.fullmatch(r"[ivxlc]+", label)}
    told: set[str] = set()
    for reference in context.document.legal_references:
        if not reference.internal or len(reference.path) != 1:
            continue
        rung, _, number = fold(reference.path[0]).rpartition(" ")
        if rung not in ("mục", "phần") or not re.fullmatch(r"[ivxlc]+", number) or not romans:
            continue
        if number in {fold(s.label or "") for s in sections} or number in told:
            continue
        told.add(number)
        words = {"found": reference.quote, "expected": ", ".join(sorted(s.label or "" for s in top.values()))}
        yield Hit(reference.start, reference.end, words)


@check("annex-not-in-text")
def annex_not_in_text(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """An annex that the plan promises and the file does not hold."""
    annexes = [s for s in context.document.sections if s.kind == "phu_luc"]
    if annexes:
        return
    if any(line.strip(" *").startswith("phu luc") for line in context.bare.split("\n")):
        return
    hit = re.search("|".join(rule.strings("patterns")), context.folded)
    if hit:
        yield Hit(hit.start(), hit.end())


@check("header-not-in-text")
def header_not_in_text(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """Number, day and issuer are all absent: lost on the way or not filled in yet, said once and blamed on nobody."""
    meta = context.document.metadata
    if not is_plan(context, rule) or meta.number is not None or meta.issued_on is not None:
        return
    if len(context.document.sections) < _SHORT:
        return
    head = context.folded[: min((s.start for s in context.document.sections if s.level == 1), default=2000)]
    stands = re.search("|".join(rule.strings("frame")), head)
    yield Hit(case="unfilled" if stands else None)


@check("own-number")
def own_number(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """The plan's own number: kind by its title, no year, no blanks, a leading zero below ten."""
    meta = context.document.metadata
    if meta.number is None:
        return
    parts = symbol_parts(meta.number)
    known = reference_rules(context.rules)
    kind = kind_of_symbol(parts[2], known) if parts else None
    place = _place_of_number(context)
    start, end = place if place else (None, None)
    stroke = _STROKE.fullmatch(meta.number)
    if stroke:
        words = {"number": meta.number, "expected": f"{stroke['kind']}-{stroke['issuer']}"}
        yield Hit(start, end, words, case="slash", fix=_own(context, place, words["expected"]))
    if parts and kind is not None:
        if kind.year == "never" and parts[1] is not None:
            words = {"number": meta.number, "expected": f"{parts[0]}/{'-'.join(parts[2])}"}
            yield Hit(start, end, words, case="year", fix=_own(context, place, words["expected"]))
        elif kind.id != meta.doc_type and meta.doc_type in {
            k.id for k in known.kinds if k.symbols and k.year == "never"
        }:
            own = next(k for k in known.kinds if k.id == meta.doc_type)
            words = {"number": meta.number, "expected": own.symbols[0], "kind": own.name}
            yield Hit(start, end, words, case="kind")
    if place and re.search(r"\d\s+[/-]|[/-]\s+\S|\S\s+-", context.document.text[place[0] : place[1]]):
        yield Hit(
            start,
            end,
            {"number": meta.number, "expected": re.sub(r"\s+", "", meta.number)},
            case="blanks",
            severity="info",
            fix=_own(context, place, re.sub(r"\s+", "", meta.number)),
        )


def _own(context: Context, place: tuple[int, int] | None, number: str) -> Fix | None:
    """-> the plan's own number written anew."""
    return words_fix(context, *place, number, safe=True) if place else None


def _place_of_number(context: Context) -> tuple[int, int] | None:
    """-> where the number first stands, blanks apart."""
    wanted = "".join(fold(context.document.metadata.number or "").split())
    head = context.folded[:4000]
    at = "".join(head.split()).find(wanted) if wanted else -1
    if at < 0:
        return None
    solid = [letter.start() for letter in islice(_SOLID.finditer(head), at + len(wanted))]
    return solid[at], solid[-1] + 1


@check("signature-missing")
def signature_missing(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """A plan with its header and its recipients, but nobody who signs it."""
    meta = context.document.metadata
    if not is_plan(context, rule) or meta.number is None or not meta.recipients:
        return
    kinds = {s.kind for s in context.document.sections}
    if meta.signer is None and meta.signer_title is None and "chu_ky" not in kinds:
        tail = context.folded[-1500:]
        if not any(word in tail for word in rule.strings("words")):
            yield Hit()


@check("signature-authority")
def signature_authority(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """A deputy signs a committee's plan for its chairman, and "TM. ỦY BAN NHÂN DÂN" is absent.

    A chairman's own acts are signed without it.
    """
    if not is_plan(context, rule) or "ủy ban nhân dân" not in fold(context.document.metadata.issuer or ""):
        return
    for block in (s for s in context.document.sections if s.kind == "chu_ky"):
        text = context.document.text[block.start : block.end]
        deputy = re.search(r"(?<!\w)(?:KT|K/T|K\.T)\.?\s+CHỦ TỊCH", text)
        if deputy and not re.search(r"(?<!\w)T\.?/?M\.?(?!\w)", text):
            yield Hit(block.start + deputy.start(), block.start + deputy.end())


@check("recipients")
def recipients(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """No recipients at all, or none that keeps the file ("Lưu: VT")."""
    meta = context.document.metadata
    if not is_plan(context, rule) or (meta.signer is None and meta.signer_title is None and not meta.recipients):
        return
    stands = "nơi nhận" in context.folded
    if not meta.recipients and not stands:
        yield Hit(case="none")
    elif meta.recipients and not any("lưu" in fold(r) for r in meta.recipients):
        where = context.folded.rfind("nơi nhận")
        if where >= 0 and "lưu" not in context.folded[where:]:
            yield Hit(where, where + len("nơi nhận"), case="no_file", severity="info")
