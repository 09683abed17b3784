"""A folder as nobody should keep one: names, links and contents that are not what a program expects."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import pipeline
from pipeline.batch.run import Options, ingest
from pipeline.batch.summary import summary_text
from pipeline.batch.work import Basis
from pipeline.knowledge.load import load_rules

NAMES = [
    "xuống\ndòng.txt", "\x1b[31mđỏ\x1b[0m.txt", "=HYPERLINK(1).txt", "[bold]x[/bold].txt".replace("/", "-"), "  .txt",
    "-o.txt", "a\"b'c.txt", "n" * 240 + ".txt", "không đuôi",
]  # fmt: skip
BROKEN = {
    "rỗng.txt": b"", "rỗng.docx": b"", "rỗng.pdf": b"", "rác.docx": b"\x07\xc1" * 999, "rác.pdf": b"\x07\xc2" * 999,
    "hỏng.pdf": b"%PDF-1.4\n" + b"\x07\xc1" * 999, "chương trình": b"\x7fELF" + b"\0" * 999, "dữ liệu.json": b"{}",
}  # fmt: skip


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = Path("h")
    (folder / "sâu").mkdir(parents=True)
    for number, name in enumerate(NAMES):
        (folder / name).write_text(f"KẾ HOẠCH\n- Phấn đấu đạt {number + 10}% hộ dân năm 2026.\n", encoding="utf-8")
    os.link(folder / "-o.txt", folder / "sâu" / "-o.txt")
    (Path(os.fsdecode(b"h/\xff\xfe.txt"))).write_text("KẾ HOẠCH\n- Đạt 9% hộ dân năm 2026.\n", encoding="utf-8")
    for name, data in BROKEN.items():
        (folder / name).write_bytes(data)
    (folder / "vòng").symlink_to(".")
    (folder / "gãy.txt").symlink_to("nowhere.txt")
    os.mkfifo(folder / "ống.txt")
    with (folder / "lớn.txt").open("wb") as file:
        file.truncate(257 * 2**20)
    return folder


@pytest.mark.slow
def test_every_file_of_a_hostile_folder_is_a_row_of_documents_or_of_failures(hostile: Path) -> None:
    report = ingest([str(hostile)], "tables", Basis(), Options(workers=0))
    tables = pipeline.tables("tables")
    assert set(tables["documents"]["source"]) == {f"h/{name}" for name in NAMES} | {"h/\\xff\\xfe.txt"}
    contents = {f"h/{name}" for name in BROKEN if name not in ("rỗng.docx", "rỗng.pdf", "rỗng.txt")}
    failed = set(tables["failures"]["source"])
    assert contents | {"h/gãy.txt", "h/lớn.txt"} <= failed
    assert len(failed & {"h/rỗng.docx", "h/rỗng.pdf", "h/rỗng.txt"}) >= 1
    assert {error for _, error in tables["failures"][["source", "error"]].itertuples(index=False)} == {
        "ReadError", "FileNotFoundError",
    }  # fmt: skip
    summary = summary_text(report, "tables", load_rules(None), "vi")
    assert "\x1b" not in summary
    assert "\\x1b[31mđỏ" in summary
    assert "xuống\\ndòng" in summary


def test_a_file_that_changes_or_goes_while_it_is_read_is_named_and_read_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("h").mkdir()
    for number in range(6):
        Path(f"h/{number}.txt").write_text(f"KẾ HOẠCH\n- Đạt {number + 10}% hộ dân năm 2026.\n", encoding="utf-8")
    changed: list[str] = []

    def watch(report: object) -> None:
        if not changed:
            changed.append("h/1.txt")
            Path("h/1.txt").write_text("KẾ HOẠCH\n- Đạt 99% hộ dân năm 2026.\n", encoding="utf-8")
            Path("h/2.txt").unlink()

    ingest(["h"], "tables", Basis(), Options(workers=0), watch)
    failures = pipeline.tables("tables")["failures"].set_index("source")["message"]
    assert failures["h/1.txt"].startswith("h/1.txt: thay đổi trong lúc đọc")
    assert failures["h/2.txt"].startswith("h/2.txt: không mở được")
    ingest(["h"], "tables", Basis(), Options(workers=0))
    tables = pipeline.tables("tables")
    assert len(tables["failures"]) == 0
    assert sorted(tables["documents"]["source"]) == [f"h/{number}.txt" for number in (0, 1, 3, 4, 5)]
