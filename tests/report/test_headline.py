"""The first sentence of a review: what was not read comes before what was found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.knowledge.load import load_rules
from pipeline.knowledge.messages import messages
from pipeline.model import Notice
from pipeline.report.summary import verdict
from pipeline.saying import Lang, to_say
from tests.report.reviews import corpus_review


@pytest.mark.parametrize(
    ("lang", "first"), [("vi", "Dự thảo chưa được đọc hết"), ("en", "Not all of the draft was read")]
)
def test_an_unread_table_is_told_before_anything_that_reads_as_approval(lang: Lang, first: str) -> None:
    review, say = corpus_review("kim-tra-2026.docx", lang), messages(load_rules(), lang)
    assert first not in verdict(review, say)
    draft = replace(review.draft, warnings=(Notice(to_say("notice.table_unread", near="x")),))
    assert verdict(replace(review, draft=draft), say).startswith(first)
