"""The day that a draft is judged on is decided once, the same for Python, the command, ingest and the web page."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import pytest

import pipeline
from pipeline.check.day import judged_on
from pipeline.cli import main
from pipeline.errors import DayError
from pipeline.model import Metadata

UNDATED = """ỦY BAN NHÂN DÂN\nPHƯỜNG AN BÌNH\nSố:     /KH-UBND\n\nAn Bình, {day}\n
KẾ HOẠCH\nThực hiện công tác xã hội\n
Căn cứ Nghị định số 136/2013/NĐ-CP ngày 21 tháng 10 năm 2013 của Chính phủ;\n
I. MỤC TIÊU\n- 70% người khuyết tật được trợ giúp.\n
II. TỔ CHỨC THỰC HIỆN\n1. Phòng Lao động - Thương binh và Xã hội chủ trì thực hiện.\n"""


def draft(folder: Path, day: str) -> Path:
    path = folder / "du-thao.txt"
    path.write_text(UNDATED.format(day=day), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("frame", "day"),
    [
        (Metadata(issued_on=date(2026, 5, 4)), date(2026, 5, 4)),
        (Metadata(issued_in="2026-02"), date(2026, 2, 28)),
        (Metadata(issued_in="2026"), date(2026, 7, 1)),
        (Metadata(issued_in="2024"), date(2024, 12, 31)),
        (Metadata(issued_in="2027"), date(2027, 1, 1)),
        (Metadata(), date(2026, 7, 1)),
    ],
)
def test_a_draft_is_judged_on_its_own_day_then_on_what_it_leaves_open_then_on_the_callers(
    frame: Metadata, day: date
) -> None:
    assert judged_on(frame, None, date(2026, 7, 1)) == day
    assert judged_on(frame, "2020-01-31", date(2026, 7, 1)) == date(2020, 1, 31)


@pytest.mark.parametrize(
    ("written", "left_open"),
    [
        ("ngày     tháng 5 năm 2026", "2026-05"),
        ("tháng 5 năm 2026", "2026-05"),
        ("ngày … tháng … năm 2026", "2026"),
        ("ngày    tháng    năm 2026", "2026"),
        ("ngày 05 tháng 5 năm 2026", None),
        ("ngày    tháng năm năm 2026", "2026-05"),
    ],
)
def test_what_a_frame_leaves_open_is_recorded(tmp_path: Path, written: str, left_open: str | None) -> None:
    assert pipeline.read(draft(tmp_path, written)).metadata.issued_in == left_open


@pytest.mark.parametrize("written", ["ngày    tháng    năm", "ngày    tháng 8 năm 2025"])
def test_every_door_judges_an_undated_draft_alike(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], written: str
) -> None:
    path = draft(tmp_path, written)
    main(["check", str(path), "--format", "json", "--fail-on", "never"])
    command = json.loads(capsys.readouterr().out)
    by_python = pipeline.check(path)
    main(["ingest", str(path), "-o", str(tmp_path / "tables"), "--against", "auto", "--jobs", "0"])
    by_ingest = pipeline.tables(tmp_path / "tables")["findings"]
    wanted = [(f["rule_id"], f["quote"]) for f in command["findings"]]
    assert [(f.rule_id, f.quote) for f in by_python.findings] == wanted
    assert sorted(by_ingest["rule_id"]) == sorted(rule for rule, _ in wanted)
    assert {"DC208", "DC401"} & {rule for rule, _ in wanted}  # what only a day can tell


def test_a_later_run_of_ingest_keeps_the_day_of_the_first(tmp_path: Path) -> None:
    path, tables = draft(tmp_path, "ngày    tháng    năm"), tmp_path / "tables"
    call = ["ingest", str(path), "-o", str(tables), "--against", "auto", "--jobs", "0"]
    main([*call, "--undated", "2020-06-01"])
    first = pipeline.tables(tables)["findings"]["rule_id"].tolist()
    main(call)
    assert pipeline.tables(tables)["findings"]["rule_id"].tolist() == first
    main([*call, "--undated", "01/7/2026"])
    assert pipeline.tables(tables)["findings"]["rule_id"].tolist() != first


def test_days_are_dates_or_text_and_anything_else_is_one_clear_error(tmp_path: Path) -> None:
    path = draft(tmp_path, "ngày    tháng    năm")
    assert pipeline.check(path, as_of="2026-05-30").as_of == date(2026, 5, 30)
    assert pipeline.check(path, as_of="30/5/2026").as_of == date(2026, 5, 30)
    assert pipeline.check(path, as_of=datetime(2026, 5, 30, 9, 30)).as_of == date(2026, 5, 30)
    assert pipeline.check(path, undated=None).as_of is None
    for wrong in ("31/02/2026", "mai", 20260530):
        with pytest.raises(DayError, match="as_of"):
            pipeline.check(path, as_of=wrong)  # type: ignore[arg-type]
