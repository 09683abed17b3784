"""Two hundred documents, three of them bad: a folder as it comes, and what the tables then say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

import pipeline
from pipeline.batch.run import Options, ingest
from pipeline.batch.work import Basis
from pipeline.knowledge.load import load_rules
from pipeline.read.pdf.ocr import ocr_program
from tests.batch import document_jobs

MEMORY = 100
SMALLER = "chia nhỏ văn bản"


def rules_with_an_endless_pattern(folder: Path) -> Path:
    """An office's own rule whose pattern takes for ever on some words, as patterns do that nobody tried on them."""
    program = load_rules(None).directory
    name = "checks/DC602-placeholder.yaml"
    words = (program / name).read_text(encoding="utf-8")
    own = folder / name
    own.parent.mkdir(parents=True)
    own.write_text(re.sub(r"(?m)^  patterns: \[", r'\g<0>"(?:x+x+)+y", ', words), encoding="utf-8")
    assert own.read_text(encoding="utf-8") != words
    return folder


@pytest.mark.slow
@pytest.mark.skipif(ocr_program() is None, reason="no Tesseract with Vietnamese: no picture is opened")
def test_197_of_200_documents_are_done_and_three_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.batch.run.take_apart", document_jobs.take_apart_or_crash)
    monkeypatch.chdir(tmp_path)
    plans = Path("plans")
    plans.mkdir()
    plan = "KẾ HOẠCH\nI. MỤC TIÊU\n- Phấn đấu đạt {n}% hộ dân được cấp nước sạch năm 2027.\n"
    for number in range(197):
        (plans / f"{number}.txt").write_text(plan.format(n=number % 90 + 10) + f"Số {number}.\n", encoding="utf-8")
    (plans / "treo.txt").write_text(plan.format(n=50) + "x" * 60 + "\n", encoding="utf-8")
    (plans / "sập.txt").write_text(plan.format(n=51), encoding="utf-8")
    Image.new("RGB", (9000, 9000), "white").save(plans / "nặng.png")  # some kilobytes, and 240 MB when it is opened
    basis = Basis(str(rules_with_an_endless_pattern(tmp_path / "rules")), ("auto",))
    report = ingest(["plans"], "extracted", basis, Options(workers=2, timeout=6.0, memory=MEMORY))
    tables = pipeline.tables("extracted")
    failures = [tuple(row) for row in tables["failures"].sort_values("source").itertuples(index=False)]
    assert (report.finished, len(tables["documents"])) == (200, 197)
    assert failures == [
        ("plans/nặng.png", "read", "ReadError", f"plans/nặng.png: hết bộ nhớ khi đọc ({SMALLER})"),
        ("plans/sập.txt", "read", "crash", "tiến trình đọc bị dừng đột ngột (SIGABRT)"),
        (
            "plans/treo.txt",
            "check",
            "timeout",
            "chưa xong sau 6 giây (chia nhỏ văn bản, hoặc cho lâu hơn bằng --timeout)",
        ),
    ]
