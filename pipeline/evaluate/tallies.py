"""One document held against its annotation, part by part."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipeline.evaluate.gold import (
    GoldBudget,
    GoldDeadline,
    GoldDocument,
    GoldReference,
    GoldSection,
    GoldTarget,
    GoldTask,
    Quoted,
    Span,
    Words,
)
from pipeline.evaluate.measure import Found, Score, Tally, count, overlap, pair
from pipeline.evaluate.same import (
    body_key,
    heading_forms,
    letters,
    same_due,
    same_kind,
    same_name,
    same_number,
    word_f1,
)
from pipeline.model import BudgetLine, Deadline, Document, LegalReference, Target, Task

_LAWS = ("luat", "bo_luat", "phap_lenh", "hien_phap", "luật", "bộ luật", "pháp lệnh", "hiến pháp")
_BULLETS = ("-", "+", "*", "•", "–")


def tally_of(name: str, gold: GoldDocument, document: Document) -> Tally:
    """-> the counts and faults of one document in every part that its annotation judges."""
    tally = Tally(name, document.text)
    words = Words(document.text)
    begin = words.find(gold.whole_from) if gold.whole_from else None
    until = words.find(gold.whole_until) if gold.whole_until else None
    first, limit = begin[1][0] if begin else 0, until[1][0] if until else len(document.text)
    if "metadata" in gold.annotated:
        _metadata(tally, gold, document)
    if "sections" in gold.annotated:
        _sections(tally, gold.sections, words.place(gold.sections), document)
    if "legal_references" in gold.annotated:
        _references(
            tally, gold.legal_references, words, [r for r in document.legal_references if first <= r.start < limit]
        )
    if "targets" in gold.annotated:
        aimed = [t for t in document.targets if first <= t.start < limit and (gold.target_unit or "") in t.unit]
        _targets(tally, gold.targets, words, aimed)
    if "tasks" in gold.annotated:
        _tasks(tally, gold.tasks, words, document.tasks)
    if "deadlines" in gold.annotated:
        _deadlines(tally, gold.deadlines, words, document.deadlines)
    if "budget" in gold.annotated:
        _budget(tally, gold.budget, words, document.budget)
    return tally


def _metadata(tally: Tally, gold: GoldDocument, document: Document) -> None:
    for name in sorted(gold.metadata.model_fields_set):
        expected, given = getattr(gold.metadata, name), getattr(document.metadata, name)
        if expected is None:
            right = given is None
        elif name == "doc_type":
            right = given is not None and same_kind(expected, given)
        elif name == "number":
            right = same_number(expected, given, None)
        elif name == "issuer":
            right = same_name(expected, given)
        elif name == "signer_title":  # the block may stand with it: TM. … KT. CHỦ TỊCH PHÓ CHỦ TỊCH
            right = letters(str(given or "")).endswith(letters(expected))
        elif isinstance(expected, int | date):
            right = expected == given
        else:
            right = letters(str(expected)) == letters(str(given or ""))
        tally.add("metadata", Score(float(right), float(not right and given is not None), float(not right)))
        if not right:
            tally.fault("metadata", "wrong", name, None, expected=expected, given=given)


def _sections(tally: Tally, gold: tuple[GoldSection, ...], spans: list[Span | None], document: Document) -> None:
    free = [s for s in document.sections if s.heading]
    missed: list[GoldSection] = []
    for item, span in zip(gold, spans, strict=True):
        forms = heading_forms(item.heading)
        fit = [
            s
            for s in free
            if span
            and s.heading_start < span[1]
            and span[0] < s.heading_end
            and forms & {letters(s.heading), letters(f"{s.label or ''} {s.heading}"), letters(s.label or "")} - {""}
        ]
        if not fit:
            missed.append(item)
            tally.add("sections", Score(missed=1))
            tally.fault("sections", "missed", item.heading, span[0] if span else None, expected=item.heading)
            continue
        section = fit[0]
        free.remove(section)
        tally.add("sections", Score(right=1))
        place = _Place(item.heading, section.heading_start, section.heading_end)
        if item.kind is not None:
            tally.compare("sections.kind", place, item.kind, section.kind)
        tally.compare("sections.level", place, item.level, section.level)
    ends = [s.start for s in document.sections if s.kind in ("noi_nhan", "chu_ky")]
    body_end = min(ends, default=len(document.text))
    deepest = max((item.level for item in gold), default=0)
    spoilt = [span for item, span in zip(gold, spans, strict=True) if span and item in missed]
    for section in free:
        if not section.label or section.label.strip() in _BULLETS or section.start >= body_end:
            continue
        stop = tally.text.find("\n", section.heading_end)
        sentence = tally.text[section.heading_start : stop if stop >= 0 else None].rstrip()[-1:] in ".;:"
        place = _Place(section.heading, section.heading_start, section.heading_end)
        # a numbered sentence may be a node of the outline; what swallows or cuts a heading is wrong in any case
        if any(overlap(span, place) for span in spoilt) or (section.level <= deepest and not sentence):
            tally.add("sections", Score(false=1))
            tally.fault("sections", "false", section.heading, section.heading_start, given=section.label)


def _references(tally: Tally, gold: tuple[GoldReference, ...], words: Words, found: list[LegalReference]) -> None:
    spans = words.place(gold)
    outward = [(g, s) for g, s in zip(gold, spans, strict=True) if not g.internal]
    inward = [(g, s) for g, s in zip(gold, spans, strict=True) if g.internal]
    result = pair(
        [g for g, _ in outward],
        [s for _, s in outward],
        [r for r in found if not r.internal],
        lambda g, r: same_number(g.number, r.number, r.canonical),
    )
    # a programme named without number is annotated nowhere: only numbers and laws can be false alarms
    extra = tuple(r for r in result.extra if r.number or r.doc_type.lower() in _LAWS)
    count(tally, "references", replace(result, extra=extra), _describe_reference)
    for g, r in result.pairs:
        if g.date or r.resolved_from is None:  # a short form may carry the date of what it stands for
            tally.compare("references.date", r, g.date, r.issued_on)
        tally.compare("references.kind", r, g.doc_type, g.doc_type if same_kind(g.doc_type, r.doc_type) else r.doc_type)
        if g.role:
            tally.compare("references.role", r, g.role, r.role)
        if g.issuer:
            tally.compare("references.issuer", r, g.issuer, g.issuer if same_name(g.issuer, r.issuer) else r.issuer)
        tally.compare("references.pinpoint", r, _pinpoint(g), _pinpoint(r))
    internal = pair([g for g, _ in inward], [s for _, s in inward], [r for r in found if r.internal], lambda g, r: True)
    count(tally, "references.internal", replace(internal, extra=()), _describe_reference)


def _pinpoint(reference: GoldReference | LegalReference) -> str | None:
    parts = [
        f"{word} {value}"
        for word, value in (
            ("điểm", reference.point),
            ("khoản", reference.clause),
            ("Điều", reference.article),
        )
        if value
    ]
    return " ".join(parts) or None


def _targets(tally: Tally, gold: tuple[GoldTarget, ...], words: Words, found: list[Target]) -> None:
    result = pair(
        gold,
        words.place(gold),
        found,
        lambda g, t: t.value is not None and abs(g.value - t.value) < 1e-6 * max(1.0, abs(g.value)),
        lambda g, t: int(g.period_end == t.period_end),
    )
    count(tally, "targets", result, _describe_target)
    exact = whole = 0
    for g, t in result.pairs:
        bound, said = _bound(g), _bound(t)
        exact += bound == said
        if bound != said:
            tally.fault("targets.value_and_comparator", "wrong", t.quote, t.start, expected=bound, given=said)
        agree = word_f1(_nearest(g, t), t.population) if g.population is not None else 1.0
        whole += bound == said and agree >= 0.5 and g.period_end == t.period_end
        tally.compare("targets.unit", t, g.unit, g.unit if _same_unit(g.unit, t.unit) else t.unit)
        tally.compare("targets.period_end", t, g.period_end, t.period_end)
        if g.period_start is not None:
            tally.compare("targets.period_start", t, g.period_start, t.period_start)
        tally.compare("targets.baseline_year", t, g.baseline_year, t.baseline_year)
        if g.aspirational is not None:
            tally.compare("targets.aspirational", t, g.aspirational or None, t.aspirational or None)
        if g.condition is not None:
            _agreement(tally, "targets.condition", t, g.condition, t.condition)
        if g.population is not None:
            _agreement(tally, "targets.population", t, _nearest(g, t), t.population)
        if g.indicator is not None:
            _agreement(tally, "targets.indicator", t, g.indicator, t.indicator)
        tally.add("targets.clause", _mean(word_f1(g.quote, t.quote)))
    lost, extra = len(result.missed), len(result.extra)
    pairs = len(result.pairs)
    tally.add("targets.value_and_comparator", Score(exact, pairs - exact + extra, pairs - exact + lost))
    tally.add("targets.whole", Score(whole, pairs - whole + extra, pairs - whole + lost))


def _mean(agreement: float) -> Score:
    return Score(agreement, 1 - agreement, 1 - agreement)


def _nearest(gold: GoldTarget, target: Target) -> str:
    """-> the annotated population, or the reading of it that serves as well, that agrees most with the one found."""
    return max((gold.population or "", *gold.population_also), key=lambda words: word_f1(words, target.population))


def _agreement(tally: Tally, measure: str, found: Found, expected: str, given: str | None) -> None:
    agreement = word_f1(expected, given)
    tally.add(measure, _mean(agreement))
    if agreement < 0.75:
        tally.fault(measure, "wrong", found.quote, found.start, expected=expected, given=given)


def _same_unit(expected: str, given: str) -> bool:
    a, b = letters(expected) or expected, letters(given) or given
    percent = ("%" in expected) == ("%" in given) and ("‰" in expected) == ("‰" in given)
    return percent and (a == b or a.startswith(b) or b.startswith(a))


def _bound(target: GoldTarget | Target) -> str:
    top = f"…{target.value_max:g}" if target.value_max is not None else ""
    return f"{target.comparator} {target.value:g}{top} {target.change or ''}".strip()


def _tasks(tally: Tally, gold: tuple[GoldTask, ...], words: Words, found: tuple[Task, ...]) -> None:
    """A task is found where a record touches its paragraph; several records in one paragraph are no false alarm."""
    touched: set[int] = set()
    for g, span in zip(gold, words.place(gold), strict=True):
        if span is None:
            tally.add("tasks", Score(missed=float(not g.optional)))
            continue
        stop = tally.text.find("\n", span[1])
        line = (tally.text.rfind("\n", 0, span[0]) + 1, stop if stop >= 0 else len(tally.text))
        touched |= {i for i, t in enumerate(found) if overlap(line, t)}
        fit = [t for t in found if overlap(span, t)]
        if g.optional:
            continue
        tally.add("tasks", Score(float(bool(fit)), 0, float(not fit)))
        if not fit:
            tally.fault("tasks", "missed", g.quote, span[0], expected=f"{'; '.join(g.lead)}")
            continue
        task = max(fit, key=lambda t: overlap(span, t))
        tally.compare("tasks.lead", task, _bodies(g.lead), _bodies(task.lead))
        tally.compare("tasks.partners", task, _bodies(g.partners), _bodies(task.partners))
    for i, task in enumerate(found):
        if i not in touched:
            tally.add("tasks", Score(false=1))
            tally.fault("tasks", "false", task.quote, task.start, given="; ".join(task.lead))


def _bodies(names: tuple[str, ...]) -> str | None:
    return "; ".join(sorted(body_key(name) for name in names)) or None


def _deadlines(tally: Tally, gold: tuple[GoldDeadline, ...], words: Words, found: tuple[Deadline, ...]) -> None:
    """A day and the end of a period are not told apart, and a period that binds nobody is no false alarm."""
    result = pair(gold, words.place(gold), found, lambda g, d: True)
    extra = tuple(d for d in result.extra if d.kind != "period")
    count(tally, "deadlines", replace(result, extra=extra), _describe_deadline)
    for g, d in result.pairs:
        recurring = "recurring" in (g.kind, d.kind)
        tally.compare("deadlines.kind", d, g.kind, d.kind if recurring else g.kind)
        if g.due is not None:
            tally.compare("deadlines.due", d, g.due, g.due if same_due(g.due, d.due) else d.due)


def _budget(tally: Tally, gold: tuple[GoldBudget, ...], words: Words, found: tuple[BudgetLine, ...]) -> None:
    result = pair(gold, words.place(gold), found, lambda g, b: g.amount == b.amount)
    extra = tuple(b for b in result.extra if b.amount is not None)  # sources without a sum are not annotated whole
    count(tally, "budget", replace(result, extra=extra), _describe_budget)


class _Place:
    """A quotation with its place, where the record itself spans more."""

    def __init__(self, quote: str, start: int, end: int) -> None:
        self.quote, self.start, self.end = quote, start, end


def _describe_reference(item: Quoted | LegalReference) -> str:
    assert isinstance(item, GoldReference | LegalReference)
    return f"{item.doc_type} {item.number or ''}".strip()


def _describe_target(item: Quoted | Target) -> str:
    assert isinstance(item, GoldTarget | Target)
    return f"{_bound(item) if item.value is not None else ''} {item.unit}"


def _describe_deadline(item: Quoted | Deadline) -> str:
    assert isinstance(item, GoldDeadline | Deadline)
    return f"{item.kind} {item.due or ''}".strip()


def _describe_budget(item: Quoted | BudgetLine) -> str:
    assert isinstance(item, GoldBudget | BudgetLine)
    return "" if item.amount is None else f"{item.amount:,.0f}"
