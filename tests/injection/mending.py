"""Plant, check, correct: how often what is proposed for an error is the one right text of its place.

python -m tests.injection.mending
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from pipeline.check.fixes import Which, accept_all, corrected_text, fixes_of
from pipeline.check.waivers import fingerprint
from pipeline.model import Directive, Document, Finding, Review
from pipeline.parse import parse_bytes
from pipeline.read import read_bytes
from tests.benchmarks.results import Row, keep, show
from tests.injection import citations, figures, outlines  # noqa: F401 - register their kinds
from tests.injection.planting import KINDS, Edit, Kind, mended, planted
from tests.injection.recall import A_PLAN, PLANS, RULES, clean, itself, known, reviewed


@dataclass
class Score:
    """``one_right``: errors planted that have one right text; ``right``: of them, those whose proposals are that."""

    one_right: int = 0
    proposed: int = 0
    right: int = 0
    safe: int = 0
    other: list[str] = field(default_factory=list)
    unsafe: list[str] = field(default_factory=list)  # a safe correction after which its finding stood, or a new one


@dataclass(frozen=True)
class Planted:
    """A plan with one error, what the rules of its kind newly find there, and the text without it."""

    path: Path
    edit: Edit
    parents: tuple[Directive, ...]
    review: Review
    new: tuple[Finding, ...]
    right: str | None


def errors(kind: Kind, step: int = 1) -> Iterator[Planted]:
    """-> the same plants as those of ``tests.injection.recall``, in every ``step``-th plan."""
    for path in PLANS[::step]:
        document = clean(path)
        rng = random.Random(f"{kind.name}/{path.name}")
        edits = list(kind.plant(document, rng))
        parents = (itself(path),) if kind.against_itself else ()
        for edit in rng.sample(edits, min(A_PLAN, len(edits))):
            review = reviewed(_read(planted(document, edit), path), parents)
            before = known(path, kind.against_itself)
            new = tuple(f for f in review.findings if f.rule_id in kind.rules and fingerprint(f) not in before)
            right = mended(document, kind, edit)
            text = None if right is None else read_bytes(right.encode("utf-8"), path.name).text
            yield Planted(path, edit, parents, review, new, text)


def _read(text: str, path: Path) -> Document:
    return parse_bytes(text.encode("utf-8"), path.name, RULES)


def mend(one: Planted, which: Which) -> str | None:
    """-> the text with what the new findings propose; None where they propose nothing."""
    made = accept_all(replace(one.review, findings=one.new), which)
    return corrected_text(made) if made.accepted else None


@cache
def score(kind: Kind, step: int = 1) -> Score:
    """-> how the errors of one kind are corrected, over every ``step``-th plan."""
    result = Score()
    for one in errors(kind, step):
        proposal = mend(one, "all")
        if one.right is not None:
            result.one_right += 1
            result.proposed += proposal is not None
            result.right += proposal == one.right
            if proposal != one.right:
                fixes = [fix for finding in one.new for fix in fixes_of(finding)]
                result.other.append(f"{one.path.name}: {one.edit} -> {fixes}")
        safe = mend(one, "safe")
        if safe is not None:
            result.safe += 1
            result.unsafe += _left(one, safe, kind)
    return result


def _left(one: Planted, text: str, kind: Kind) -> list[str]:
    """-> findings that a safe correction should have ended, and those that it made: the clean plan has them not."""
    ended = {fingerprint(f) for f in one.new if all(fix.safe for fix in fixes_of(f)) and f.fix is not None}
    before = {fingerprint(f) for f in one.review.findings} | known(one.path, kind.against_itself)
    after = reviewed(_read(text, one.path), one.parents).findings
    wrong = [f for f in after if fingerprint(f) in ended or fingerprint(f) not in before]
    return [f"{one.path.name}: {one.edit}: {f.rule_id} {f.quote!r} {f.message}" for f in wrong]


def main() -> None:
    """Print the table and keep it; ``-v`` shows what was corrected otherwise."""
    rows: list[Row] = []
    scores = [(kind, score(kind)) for kind in KINDS]
    for kind, one in scores:
        if "-v" in sys.argv and (one.other or one.unsafe):
            print(kind.name, *one.other, *("UNSAFE " + line for line in one.unsafe), sep="\n    ")
        if one.one_right:
            rows.append(_row(kind.name, one.one_right, one.proposed, one.right))
    totals = [sum(getattr(one, name) for _, one in scores) for name in ("one_right", "proposed", "right")]
    rows.append(_row("all", *totals))
    keep("corrections", rows)
    show("corrections", rows)


def _row(name: str, planted: int, proposed: int, right: int) -> Row:
    share = f"{right / planted:.2f}" if planted else "-"
    return {"error planted": name, "one right text": planted, "proposed": proposed, "right": right, "share": share}


if __name__ == "__main__":
    main()
