"""The documents known: one of them with all that is known of it, a list, and what came of those that were offered."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.knowledge.load import Rules
from pipeline.knowledge.messages import Messages, messages
from pipeline.knowledge.registry import RegisteredDocument
from pipeline.knowledge.registry.additions import Admission
from pipeline.report.terminal import Terminal
from pipeline.report.wording import day


def documents_text(found: Sequence[RegisteredDocument], *, rules: Rules, lang: str = "vi", width: int = 100) -> str:
    """-> a row a document."""
    say = messages(rules, lang)
    page = Terminal(width, colour=False)
    for document in found:
        facts = (day(document.issued_on), document.issuer, say.word("attested", document.certainty))
        words = f"{document.number} · {document.title or say('registry.untitled')}"
        page.hanging([("-", ""), (f"{words} ({'; '.join(fact for fact in facts if fact)})", "")], [1], indent=0)
    page.line()
    page.line(say("registry.found", n=len(found)))
    return page.text()


def document_text(
    found: Sequence[RegisteredDocument], *, rules: Rules, lang: str = "vi", width: int = 100, colour: bool = False
) -> str:
    """-> everything known of each document of a number."""
    say = messages(rules, lang)
    page = Terminal(width, colour)
    for place, document in enumerate(found):
        if place:
            page.line()
        page.line(f"{document.doc_type} {document.number}", "bold")
        page.line(document.title or say("registry.untitled"))
        for label, words in _facts(document, say):
            page.hanging([(f"{label}:", "dim"), (words, "")], [20])
    return page.text()


def _facts(document: RegisteredDocument, say: Messages) -> list[tuple[str, str]]:
    life = [
        say(f"registry.life.{end}", day=day(on))
        for end, on in (("from", document.in_force_from), ("until", document.in_force_until))
        if on is not None
    ]
    unsure = "" if document.in_force_certainty == "seen" else f" ({say.word('certainty', document.in_force_certainty)})"
    facts = [
        (say("column.date"), day(document.issued_on) or say("none.value")),
        (say("column.issuer"), document.issuer or ""),
        (say("registry.life"), "; ".join(life) + unsure if life else ""),
        (say("registry.articles"), str(document.articles or "")),
        (say("column.certainty"), say.word("attested", document.certainty)),
        (say("registry.pages"), str(document.pages or "")),
        (say("registry.fields"), ", ".join(document.fields)),
    ]
    for relation in document.relations:
        words = [relation.number, f"({day(relation.issued_on)})" if relation.issued_on else ""]
        words += [say("period.from", start=day(relation.from_day)) if relation.from_day else "", relation.where or ""]
        sure = relation.certainty == "seen"
        words += [] if sure else [f"[{say.word('certainty', relation.certainty)}]"]
        facts.append((say.word("relation", relation.kind), " ".join(word for word in words if word)))
    facts += [(say("registry.wrong_form"), form.written) for form in document.wrong_forms]
    facts += [(say("registry.note"), document.note or "")]
    facts += [(say("heading.source"), source) for source in document.sources]
    return [(label, words) for label, words in facts if words]


def admissions_text(
    offered: Sequence[Admission], table: str, *, rules: Rules, lang: str = "vi", width: int = 100
) -> str:
    """-> what was taken in, what was known, and each refused document with what speaks against it."""
    say = messages(rules, lang)
    page = Terminal(width, colour=False)
    for one in offered:
        for fault in one.faults:
            page.hanging([("-", ""), (f"{one.document.number}: {say.line(fault)}", "")], [1], indent=0)
    taken, known = sum(one.taken for one in offered), sum(one.known for one in offered)
    page.line(say("registry.taken", taken=taken, known=known, refused=len(offered) - taken - known, table=table))
    return page.text()
