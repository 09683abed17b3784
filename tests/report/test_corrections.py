"""What a correction changes is the same in every form of the review, and what was accepted is no open finding."""

from __future__ import annotations

import io
import json

import openpyxl
import pytest
from lxml import html as lxml_html
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Sarif

from pipeline.check.fixes import accept_all, corrected, corrected_text, fixes_of
from pipeline.model import Fix, Review
from pipeline.report.html import review_html
from pipeline.report.json import review_to_dict
from pipeline.report.sarif import reviews_sarif
from pipeline.report.summary import correction
from pipeline.report.text import review_text
from pipeline.report.xlsx import reviews_xlsx
from tests.report.reviews import RULES, corpus_review

NAME = "quan-11-2023.docx"


def accepted() -> Review:
    return accept_all(corpus_review(NAME), "safe")


def test_json_and_sarif_give_the_same_corrections() -> None:
    review = corpus_review(NAME)
    text = review.draft.text
    wanted = [[(f.start, f.end, f.text) for f in fixes_of(finding)] for finding in review.findings]
    told = review_to_dict(review)["findings"]
    in_json = [[f["fix"], *f["also"]] if f["fix"] else [] for f in told]
    assert [[(f["start"], f["end"], f["text"]) for f in fixes] for fixes in in_json] == wanted
    made = reviews_sarif([review], rules=RULES)
    Sarif.model_validate_json(made)
    for result, fixes in zip(json.loads(made)["runs"][0]["results"], wanted, strict=True):
        changes = [c for fix in result.get("fixes", []) for c in fix["artifactChanges"]]
        pieces = [piece for change in changes for piece in change["replacements"]]
        given = [
            Fix(r["charOffset"], r["charOffset"] + r["charLength"], piece["insertedContent"]["text"])
            for piece in pieces for r in [piece["deletedRegion"]]
        ]  # fmt: skip
        assert corrected(text, given) == corrected(text, [Fix(*fix) for fix in fixes])


def test_the_page_shows_each_correction_with_a_way_to_copy_it() -> None:
    review = corpus_review(NAME)
    page = lxml_html.fromstring(review_html(review, rules=RULES))
    shown = sorted(button.get("data-words") for button in page.iter("button") if button.get("class") == "copy")
    assert shown == sorted(correction(review.draft, f.fix)[1] for f in review.findings if f.fix)
    assert len(shown) > 3


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_what_was_accepted_is_told_apart(lang: str) -> None:
    review = accepted()
    (first, *_) = review.accepted
    new = correction(review.draft, first.fix)[1] if first.fix else ""
    page = lxml_html.fromstring(review_html(review, rules=RULES, lang=lang))
    assert new in page.get_element_by_id("accepted").text_content()
    assert f"→ “{new}”" in " ".join(review_text(review, rules=RULES, lang=lang).split())
    sheet = openpyxl.load_workbook(io.BytesIO(reviews_xlsx([review], rules=RULES, lang=lang))).worksheets[1]
    assert sheet.max_row - 1 == len(review.findings) + len(review.accepted)
    assert len(review_to_dict(review)["accepted"]) == len(review.accepted)
    results = json.loads(reviews_sarif([review], rules=RULES, lang=lang))["runs"][0]["results"]
    assert sum("suppressions" in result for result in results) == len(review.accepted)


def test_an_insertion_is_shown_with_the_word_before_it() -> None:
    draft = corpus_review(NAME).draft
    at = draft.text.index("Căn cứ") + len("Căn cứ")
    assert correction(draft, Fix(at, at, ";")) == ("cứ", "cứ;")
    assert corrected_text(accepted()) != draft.text
