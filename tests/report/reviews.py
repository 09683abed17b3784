"""Reviews for the tests of the renderers: the two corpus plans, and one whose every text is hostile."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from pipeline.api import check
from pipeline.knowledge.load import load_rules
from pipeline.model import Alignment, Directive, Document, Finding, LegalReference, Metadata, Notice, Review, Target
from pipeline.saying import verbatim
from tests.tools.places import PLANS

RULES = load_rules()


@cache
def corpus_review(name: str, lang: str = "vi") -> Review:
    return check(PLANS / name, "112/QĐ-TTg", rules=RULES, lang="en" if lang == "en" else "vi")


def hostile_review() -> Review:
    """Words that a spreadsheet would reckon with, a browser run or XML refuse, in every field that is shown."""
    lines = [
        '=HYPERLINK("http://example.org","x") 5%',
        "+1+1",
        "-2+3 </script><script>alert(1)</script>",
        "@SUM(A1)",
        '<img src=x onerror="alert(1)"> {{ 7*7 }} </style>',
        "javascript:alert(1) \u2028 --> ]]> %s",
    ]
    text = "\n".join(lines)
    places = [(text.index(line), text.index(line) + len(line)) for line in lines]
    findings = tuple(
        Finding(
            "DC601", "slip", "error", line, suggestion=line, legal_basis=line, quote=line, start=start, end=end,
            directive_id=line, directive_quote=line,
        )
        for line, (start, end) in zip(lines, places, strict=True)
    )  # fmt: skip
    target = Target(lines[0], *places[0], 5.0, "%", "=", population=lines[4], indicator=lines[2])
    ask = replace(target, start=0, end=0, value=60.0, period_end=2030)
    draft = Document(
        doc_id="a", source="=cmd|' /C calc'!A0.txt", sha256="0" * 64, format="txt", text=text,
        metadata=Metadata(title=lines[4], issuer=lines[2], number=lines[1], place=lines[3]),
        targets=(target,),
        legal_references=(LegalReference(lines[3], *places[3], "quyet_dinh", number=lines[3], title=lines[4]),),
        warnings=(Notice(verbatim(lines[4])),),
    )  # fmt: skip
    directive = Directive(lines[0], lines[4], lines[2], targets=(ask,))
    pair = Alignment(lines[0], ask, target, "below", 0.5, lines[2], due_value=30.0)
    return Review(draft, (directive,), (pair,), findings, not_checked=(lines[4],), waived=((findings[0], lines[1]),))
