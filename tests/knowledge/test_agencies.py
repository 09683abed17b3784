"""Bodies by whatever spelling, and their lives."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.knowledge.agencies import agencies, life_on, lives_of
from pipeline.knowledge.load import load_rules

KNOWN = agencies(load_rules())
SPELLINGS = [
    ("Phòng VH-XH", "Phòng Văn hóa - Xã hội"),
    ("phòng Văn hoá – Xã hội phường Kim Trà", "Phòng Văn hóa - Xã hội"),
    ("PHÒNG VĂN HÓA-XÃ HỘI", "Phòng Văn hóa - Xã hội"),
    ("Sở Lao động – Thương binh Xã hội", "Sở Lao động - Thương binh và Xã hội"),
    ("Sở LĐ-TB&XH", "Sở Lao động - Thương binh và Xã hội"),
    ("Sở GD&ĐT", "Sở Giáo dục và Đào tạo"),
    ("UBMTTQ Việt Nam phường", "Ủy ban Mặt trận Tổ quốc Việt Nam"),
    ("Phòng Tài chính – Kế hoạch", "Phòng Tài chính - Kế hoạch"),
    ("Uỷ ban nhân dân xã Tân Tiến", "Ủy ban nhân dân xã"),
]


@pytest.mark.parametrize(("spelling", "name"), SPELLINGS)
def test_spellings_of_one_name(spelling: str, name: str) -> None:
    assert {life.name for life in lives_of(spelling, KNOWN)} == {name}


def test_a_body_is_judged_on_the_day() -> None:
    assert life_on("Phòng LĐTBXH", date(2023, 7, 4), KNOWN) is not None
    assert life_on("Phòng LĐTBXH", date(2026, 3, 1), KNOWN) is None
    assert life_on("Phòng Văn hóa - Xã hội", date(2023, 7, 4), KNOWN) is None
    old, new = life_on("Phòng Kinh tế", date(2023, 7, 4), KNOWN), life_on("Phòng Kinh tế", date(2026, 7, 4), KNOWN)
    assert old is not None
    assert new is not None
    assert (old.level, new.level) == ("district", "commune")


def test_every_successor_is_a_body_and_every_source_is_told() -> None:
    for body in KNOWN.rules.bodies:
        assert body.source is None or body.source in KNOWN.rules.sources, body.name
        for successor in body.successors:
            assert lives_of(successor.name, KNOWN), f"{body.name} -> {successor.name}"


def test_an_unknown_body_is_unknown() -> None:
    assert lives_of("Phòng Nghiên cứu vũ trụ", KNOWN) == ()
