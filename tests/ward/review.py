"""The ward's draft in Word: mistakes planted one by one, and how many the review names on the right words.

``python -m tests.ward.review`` prints each plant and what was said of it.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

from pipeline.check import check, resolve_against
from pipeline.check.day import judged_on
from pipeline.knowledge import load_rules
from pipeline.model import Finding, Review
from pipeline.parse import parse_bytes
from tests.ward.draft import Draft, written
from tests.ward.mistakes import CLEAN, MISTAKES, Mistake

RULES = load_rules()
Key = tuple[str, str, str | None]


@dataclass(frozen=True)
class Seen:
    """What the review says of a mistake beyond what it says of the clean draft, and whether one finding names it."""

    mistake: Mistake
    more: tuple[Finding, ...]
    named: bool


def reviewed(draft: Draft) -> Review:
    document = parse_bytes(written(draft), "du-thao.docx", RULES)
    directives, unseen = resolve_against(document, ["auto", "112/QĐ-TTg"], RULES)
    return check(document, directives, RULES, judged_on(document.metadata), not_checked=unseen)


def seen(mistake: Mistake, clean: Review) -> Seen:
    known = {_key(f) for f in clean.findings}
    more = tuple(f for f in reviewed(mistake.draft).findings if _key(f) not in known)
    return Seen(mistake, more, any(_names(f, mistake) for f in more))


def _key(finding: Finding) -> Key:
    return finding.rule_id, finding.message, finding.quote


def _names(finding: Finding, mistake: Mistake) -> bool:
    if finding.rule_id not in mistake.rules.split():
        return False
    placed = mistake.on is None or mistake.on in (finding.quote or "")
    told = [finding.message, finding.suggestion or "", *(fix.text for fix in (finding.fix, *finding.also) if fix)]
    return placed and mistake.write in " ".join(told)


def measure() -> list[Seen]:
    clean = reviewed(CLEAN)
    return [seen(mistake, clean) for mistake in MISTAKES]


def main() -> None:
    out = sys.stdout
    for finding in reviewed(CLEAN).findings:
        out.write(f"clean: {finding.severity} {finding.rule_id} {finding.message} | {finding.quote}\n")
    found = measure()
    for one in found:
        out.write(f"{'named ' if one.named else 'MISSED'} {one.mistake.name} ({one.mistake.rules})\n")
        for f in one.more:
            fix = f" -> {f.fix.text}" if f.fix else ""
            out.write(f"         {f.severity} {f.rule_id} {f.message} | {f.quote}{fix} | {f.suggestion}\n")
    out.write(f"{sum(one.named for one in found)} of {len(found)} named\n")


if __name__ == "__main__":
    main()
