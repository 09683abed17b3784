"""What the tagger looks at is what underthesea's own, slower way gives it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.text.tagging import TEMPLATE, features, tagger


def theirs(words: list[str]) -> list[list[str]]:
    from underthesea.pipeline.pos_tag.tagged_feature import word2features

    sentence = [(word, "X") for word in words]
    return [word2features(sentence, i, TEMPLATE) for i in range(len(words))]


@settings(max_examples=80)
@given(st.lists(st.text(st.sampled_from("aăÂbĐđeêÔ1 .ǅß\n"), max_size=5), max_size=7))
def test_features_are_the_librarys(words: list[str]) -> None:
    assert features(words) == theirs(words)


@pytest.mark.parametrize(
    "clause",
    [
        "Tối thiểu 60% số cán bộ, công chức được tập huấn kỹ năng công tác xã hội",
        "Ủy ban nhân dân phường Kim Trà ban hành Kế hoạch",
        "đạt",
        "",
        "Quyết định số 112/QĐ-TTg",
    ],
)
def test_tags_are_the_librarys(clause: str) -> None:
    import underthesea

    assert tagger()(clause) == underthesea.pos_tag(clause)
