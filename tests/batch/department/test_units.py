"""Lists of units as offices keep them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.batch.department.units import read_units, unit_key
from pipeline.errors import ReadError
from pipeline.knowledge.load import load_rules

WANTED = ("Phường Kim Trà", "Xã Hòa Bình", "Phường 1")


@pytest.mark.parametrize(
    "text",
    [
        "Phường Kim Trà\nXã Hòa Bình\n\nPhường 1\n",
        "# của tỉnh\nĐơn vị\nPhường Kim Trà\nXã Hòa Bình\nPhường 1\nUBND phường 01\n",
        "STT;Tên đơn vị;Ghi chú\n1;Phường Kim Trà;\n2;Xã Hòa Bình;gần\n3;Phường 1;\n",
        "STT\tĐơn vị\n1\tPhường Kim Trà\n2\tXã Hòa Bình\n3\tPhường 1\n",
    ],
)
def test_a_list_as_text(tmp_path: Path, text: str) -> None:
    file = tmp_path / "don-vi.csv"
    file.write_text(text, encoding="utf-8-sig")
    found = read_units(file, load_rules())
    assert found is not None
    assert found.names == WANTED


def test_a_list_as_a_workbook(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for row in (("STT", "Đơn vị"), (1, "Phường Kim Trà"), (2, "Xã Hòa Bình"), (None, None), (3, "Phường 1")):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    found = read_units(tmp_path / "a.xlsx", load_rules())
    assert found is not None
    assert found.names == WANTED


def test_an_offices_own_list_lies_beside_its_rules(tmp_path: Path) -> None:
    (tmp_path / "units.tsv").write_text("Phường Kim Trà\n", encoding="utf-8")
    found = read_units(None, load_rules(tmp_path))
    assert found is not None
    assert found.names == ("Phường Kim Trà",)
    assert read_units(None, load_rules()) is None


def test_one_unit_has_one_key_and_two_have_two() -> None:
    rules = load_rules()
    same = ("Ủy ban nhân dân phường Hòa An", "UBND Phường Hoà An", "phường Hòa An, tỉnh Lâm Sơn")
    assert len({unit_key(name, rules) for name in same}) == 1
    assert unit_key("xã Hòa An", rules) != unit_key("phường Hòa An", rules)
    assert unit_key("phường Hoa An", rules) != unit_key("phường Hòa An", rules)


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"# \n"])
def test_what_is_no_list_is_told(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    with pytest.raises(ReadError):
        read_units(tmp_path / "a.txt", load_rules())
    (tmp_path / "a.xlsx").write_bytes(data)
    with pytest.raises(ReadError):
        read_units(tmp_path / "a.xlsx", load_rules())
