"""What has the shape of a Vietnamese syllable, taken apart and put together again."""

from __future__ import annotations

import pytest

from pipeline.text.syllables import as_syllable, write

GOOD = (
    "được nghiêng quyết gì gìn giếng giết quốc quýt khuya khuyên khuỷu hoà hòa thuỷ thủy kỹ lý yêu uống ưu oanh ý "
    "xoong nghĩa ngọc thuở huơ quý hoạch đắc ăn tỷ"
)
BAD = "nươc khuyêt hơp nghành kông ngệ cế hiêp zz internet đắk tt hđnd nưoc tuơng gươc ghà qq"


@pytest.mark.parametrize("word", GOOD.split())
def test_syllables_have_a_shape(word: str) -> None:
    assert as_syllable(word) is not None


@pytest.mark.parametrize("word", BAD.split())
def test_what_spelling_does_not_allow_has_none(word: str) -> None:
    assert as_syllable(word) is None


@pytest.mark.parametrize(("written", "again"), [("quyền", "quyền"), ("hoà", "hòa"), ("hòan", "hoàn"), ("qúy", "quý")])
def test_the_tone_may_stand_on_another_letter(written: str, again: str) -> None:
    found = as_syllable(written)
    assert found is not None
    assert write(found) == again


@pytest.mark.parametrize("word", GOOD.split())
def test_parts_give_the_syllable_again(word: str) -> None:
    found = as_syllable(word)
    assert found is not None
    assert as_syllable(write(found)) == found
