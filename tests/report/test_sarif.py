"""SARIF: held against the parts of the 2.1.0 standard that it uses, written out here from the standard's text."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from reviews import RULES, corpus_review, hostile_review

from pipeline.report.sarif import reviews_sarif


def closed(required: list[str], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": required, "properties": properties, "additionalProperties": False}


TEXT = {"type": "string"}
COUNT = {"type": "integer", "minimum": 0}
ORDINAL = {"type": "integer", "minimum": 1}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
MESSAGE = closed(["text"], text=TEXT)
URI = {"type": "string", "pattern": r"^[A-Za-z0-9._~!$&'()*+,;=:@/%?#\[\]-]+$"}
REGION = closed(
    ["startLine"],
    startLine=ORDINAL, startColumn=ORDINAL, endLine=ORDINAL, endColumn=ORDINAL,
    charOffset=COUNT, charLength=COUNT, snippet=MESSAGE,
)  # fmt: skip
LOCATION = closed(
    [],
    physicalLocation=closed(
        ["artifactLocation"], artifactLocation=closed([], uri=URI, index=COUNT), region=REGION
    ),
    logicalLocations={"type": "array", "items": closed([], name=TEXT, kind=TEXT), "uniqueItems": True},
)  # fmt: skip
RULE = closed(
    ["id"],
    id=TEXT, name=TEXT, shortDescription=MESSAGE, fullDescription=MESSAGE,
    defaultConfiguration=closed([], level=LEVEL), properties={"type": "object"},
)  # fmt: skip
RESULT = closed(
    ["message"],
    ruleId=TEXT, ruleIndex=COUNT, level=LEVEL, message=MESSAGE, locations={"type": "array", "items": LOCATION},
    partialFingerprints={"type": "object", "additionalProperties": TEXT},
    suppressions={
        "type": "array", "items": closed(["kind"], kind={"enum": ["inSource", "external"]}, justification=TEXT)
    },
)  # fmt: skip
DRIVER = closed(
    ["name"],
    name=TEXT, version=TEXT, language={"type": "string", "pattern": "^[a-z]{2}(-[A-Z]{2})?$"},
    semanticVersion={"type": "string", "pattern": r"^\d+\.\d+\.\d+"},
    rules={"type": "array", "items": RULE, "uniqueItems": True},
)  # fmt: skip
RUN = closed(
    ["tool"],
    tool=closed(["driver"], driver=DRIVER),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    artifacts={
        "type": "array",
        "items": closed([], location=closed([], uri=URI), hashes={"type": "object"}, contents=MESSAGE),
    },
    results={"type": "array", "items": RESULT},
)  # fmt: skip
SARIF = closed(
    ["version", "runs"],
    **{"$schema": {"type": "string", "format": "uri"}, "version": {"const": "2.1.0"}},
    runs={"type": "array", "items": RUN},
)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_log_keeps_to_the_standard(lang: str) -> None:
    reviews = [corpus_review("kim-tra-2026.docx", lang), corpus_review("quan-11-2023.txt", lang), hostile_review()]
    log = json.loads(reviews_sarif(reviews, rules=RULES, lang=lang))
    Draft202012Validator(SARIF).validate(log)
    (run,) = log["runs"]
    assert len(run["results"]) == sum(len(r.findings) + len(r.waived) for r in reviews)
    for result in run["results"]:
        rules = run["tool"]["driver"]["rules"]
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_lines_columns_and_offsets_name_the_same_words() -> None:
    log = json.loads(reviews_sarif([corpus_review("kim-tra-2026.docx")], rules=RULES))
    (run,) = log["runs"]
    text = run["artifacts"][0]["contents"]["text"]
    lines = text.split("\n")
    regions = [r["locations"][0]["physicalLocation"].get("region") for r in run["results"]]
    placed = [region for region in regions if region]
    assert placed
    for region in placed:
        words = text[region["charOffset"] : region["charOffset"] + region["charLength"]]
        assert words == region["snippet"]["text"]
        if region["startLine"] == region["endLine"]:
            line = lines[region["startLine"] - 1]
            assert words == line[region["startColumn"] - 1 : region["endColumn"] - 1]


def test_what_was_waived_is_suppressed_with_its_reason() -> None:
    log = json.loads(reviews_sarif([hostile_review()], rules=RULES))
    suppressed = [r for r in log["runs"][0]["results"] if "suppressions" in r]
    assert [r["suppressions"][0]["justification"] for r in suppressed] == ["+1+1"]
    assert re.fullmatch(r"[0-9a-f]{16}", suppressed[0]["partialFingerprints"]["doichieu/v1"])
