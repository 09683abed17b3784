"""The review as one page that opens anywhere: nothing is fetched, everything is escaped, marks lead both ways."""

from __future__ import annotations

from collections import Counter

from pipeline.knowledge.checks import check_rules
from pipeline.knowledge.load import Rules
from pipeline.knowledge.messages import Messages, messages
from pipeline.model import Citation, Finding, LegalReference, Review
from pipeline.model.citation import by_document, worst_of
from pipeline.report import wording
from pipeline.report.html.chart import charts
from pipeline.report.html.page import TEMPLATES, Look, page
from pipeline.report.html.plan import deadline_marks, marked_plan, marks_of, ordered
from pipeline.report.summary import SEVERITIES, correction, details, figure_cell, held_words, places_more, verdict
from pipeline.report.verdicts import name_of, verdicts, words_of

_ALONE = Look(styles=(TEMPLATES / "plan_alone.css",))


def review_html(review: Review, *, rules: Rules, lang: str = "vi") -> str:
    """-> a whole HTML document; its styles and script are in it, and its security policy lets nothing else in."""
    say = messages(rules, lang)
    findings = ordered(review.findings)
    titles = {"target": say("column.indicator"), "reference": say("column.document")}
    marks = marks_of(review, findings, titles)
    told = verdicts(review, say)
    paired = {id(target) for one in told.all for target in (*(p.draft_target for p in one.pairs), *one.places)}
    worst = _worst(review)
    families = {rule.id: say.word("family", rule.family) for rule in check_rules(rules)}
    severities = Counter(f.severity for f in findings)
    return page(
        "review.html",
        say=say,
        review=review,
        draft=review.draft,
        verdict=verdict(review, say),
        worst=next((severity for severity, _ in SEVERITIES if severities[severity]), "clean"),
        severities=[(severity, severities[severity]) for severity, _ in SEVERITIES],
        told=told,
        places=lambda one: words_of(one, review, say),
        name_of=name_of,
        findings=[
            (f"f{n}", f, marks.get(id(f)), _facts(review, f, say), _corrected(review, f, say))
            for n, f in enumerate(findings, 1)
        ],
        corrected=lambda finding: _corrected(review, finding, say),
        families=families,
        shown_families=sorted({families[f.rule_id] for f in findings if f.rule_id in families}),
        charts=charts([p for one in told.all for p in one.pairs], review.directives, rules, say),
        marks=marks,
        other_targets=[t for t in review.draft.targets if id(t) not in paired],
        references=_by_identity(review.draft.legal_references),
        citation_of=lambda group: worst_of(worst[r.start] for r in group if r.start in worst),
        held_words=lambda citation: held_words(citation, say),
        parts=marked_plan(review.draft, list(marks.values())),
        wording=wording,
        figure_cell=figure_cell,
    )


def plan_html(review: Review, *, rules: Rules, lang: str = "vi") -> str:
    """-> the plan alone with its marks, as a piece of HTML with its own styles and no script: for notebooks."""
    say = messages(rules, lang)
    document = review.draft
    findings = ordered(review.findings)
    titles = {"target": say("column.indicator"), "reference": say("column.document")}
    marks = [*marks_of(review, findings, titles).values(), *deadline_marks(document, say("page.deadline"))]
    words: dict[str, str] = {severity: say(f"severity.{severity}") for severity, _ in SEVERITIES}
    words |= {"target": titles["target"], "reference": titles["reference"], "deadline": say("page.deadline")}
    looks = Counter(mark.look for mark in marks)
    return page(
        "plan_alone.html",
        _ALONE,
        say=say,
        wording=wording,
        document=document,
        parts=marked_plan(document, marks),
        legend=[(look, name.lower(), looks[look]) for look, name in words.items()],
    )


def _facts(review: Review, finding: Finding, say: Messages) -> list[tuple[str, str]]:
    """-> what stands beside a finding; a correction that needs no thought says itself what to write."""
    shown = finding.fix is not None and finding.fix.safe
    return [
        (label, words) for label, words in details(review, finding, say) if not shown or label != say("label.instead")
    ]


def _corrected(review: Review, finding: Finding, say: Messages) -> tuple[str, str, str] | None:
    """-> what is written, what to write, and how often beside this place; None where a person must write."""
    if finding.fix is None:
        return None
    return (*correction(review.draft, finding.fix), places_more(finding, say))


def _worst(review: Review) -> dict[int, Citation]:
    """-> by where a mention begins, the worst verdict on the mentions of its document."""
    worst = {citation.document: citation for citation in by_document(review.citations)}
    return {citation.start: worst[citation.document] for citation in review.citations}


def _by_identity(references: tuple[LegalReference, ...]) -> list[list[LegalReference]]:
    """-> the references of one document together, in the order of their first mention."""
    groups: dict[str, list[LegalReference]] = {}
    for reference in references:
        name = reference.canonical or reference.number or reference.quote.casefold()
        groups.setdefault(name, []).append(reference)
    return list(groups.values())
