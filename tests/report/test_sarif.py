"""SARIF: held against the official schema of 2.1.0, in the closed classes that ``pydantic-sarif`` made of it."""

from __future__ import annotations

import json
import re

import pytest
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Sarif

from pipeline.report.sarif import reviews_sarif
from tests.report.reviews import RULES, corpus_review, hostile_review

URI = r"[A-Za-z0-9._~!$&'()*+,;=:@/%?#\[\]-]+"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_log_keeps_to_the_standard(lang: str) -> None:
    reviews = [corpus_review("kim-tra-2026.docx", lang), corpus_review("quan-11-2023.txt", lang), hostile_review()]
    made = reviews_sarif(reviews, rules=RULES, lang=lang)
    Sarif.model_validate_json(made)
    (run,) = json.loads(made)["runs"]
    assert all(re.fullmatch(URI, artifact["location"]["uri"]) for artifact in run["artifacts"])
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
