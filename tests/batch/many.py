"""Small folders of small plans, and what the tests of ``ingest`` ask of a folder of tables."""

from __future__ import annotations

from pathlib import Path

from pipeline.batch.run import Options, Report, ingest
from pipeline.batch.work import Basis


def small_plan(number: int) -> str:
    return (
        f"KẾ HOẠCH\nI. MỤC TIÊU\n- Phấn đấu đạt {number % 90 + 10}% hộ dân có nước sạch năm 2027 (đợt {number}).\n"
        "II. NHIỆM VỤ\n1. Phòng Kinh tế chủ trì rà soát các hộ chưa có nước sạch trước ngày 30/6/2026.\n"
    )


def small_plans(folder: Path, count: int) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"p{number}.txt").write_text(small_plan(number), encoding="utf-8")
    return folder


def run(
    folder: Path | str, output: Path | str, *, prune: bool = True, retry: bool = False, against: tuple[str, ...] = ()
) -> Report:
    """One run in this process."""
    return ingest([str(folder)], str(output), Basis(against=against), Options(workers=0, prune=prune, retry=retry))


def files(folder: Path) -> dict[str, bytes]:
    """-> every file and folder but the log of the run, which tells seconds."""
    found = (path for path in folder.rglob("*") if path.name != "last_run.json")
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b"" for path in found}
