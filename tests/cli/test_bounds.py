"""What one file may cost: the commands are bound, say which bound was met, and go on with the other files."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.cli.app import main
from pipeline.limits import Limits

PLAN = "KẾ HOẠCH\nI. MỤC TIÊU\n1. Phấn đấu 70% hộ nghèo được hỗ trợ."


def endless_form() -> bytes:
    """A PDF whose form draws itself twice: pdfium takes all memory there is to lay it out."""
    draw = b"/F Do /F Do"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</XObject<</F 4 0 R>>>>/Contents 5 0 R>>",
        b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 4 0 R>>>>/Length %d>>stream\n%s\nendstream"
        % (len(draw), draw),
        b"<</Length 5>>stream\n/F Do\nendstream",
    ]
    out = b"%PDF-1.4\n"
    places = []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, part)
    index = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + index
    return out + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % start


@pytest.mark.slow
@pytest.mark.parametrize("command", [["extract"], ["check", "--fail-on", "never"]])
def test_a_file_that_wants_all_memory_is_one_line_and_the_next_is_done(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.pdf").write_bytes(endless_form())
    (tmp_path / "b.txt").write_text(PLAN, encoding="utf-8")
    assert main([*command, str(tmp_path / "a.pdf"), str(tmp_path / "b.txt"), "--memory", "400"]) == 2
    out, err = capsys.readouterr()
    assert ("70%" if command == ["extract"] else "b.txt") in out
    assert err.count("\n") == 1
    assert "a.pdf: cần hơn 400 MB bộ nhớ (chia nhỏ văn bản, hoặc cho nhiều hơn bằng --memory)" in err


def test_a_file_that_takes_too_long_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import time

    monkeypatch.setattr("pipeline.api.read", lambda path, rules: time.sleep(60))
    (tmp_path / "b.txt").write_text(PLAN, encoding="utf-8")
    assert main(["extract", str(tmp_path / "b.txt"), "--timeout", "0.3"]) == 2
    assert "chưa xong sau 0.3 giây" in capsys.readouterr().err


@pytest.mark.parametrize("value", ["0", "-1", "inf", "x"])
def test_a_bound_is_a_number_above_nothing(value: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["extract", "x", "--memory", value])
    assert "--memory" in capsys.readouterr().err


def test_every_door_has_the_same_bound_of_memory() -> None:
    from pipeline.batch.run import Options
    from pipeline.web.settings import Settings

    memory = Limits().memory
    assert Settings().memory == memory
    assert Options().memory == memory // 2**20


def test_one_format_that_fails_is_named_and_the_others_are_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> bytes:
        raise KeyError("w:p")

    monkeypatch.setattr("pipeline.report.word.review_docx", broken)
    (tmp_path / "b.txt").write_text(PLAN, encoding="utf-8")
    call = ["check", str(tmp_path / "b.txt"), "--format", "docx", "--format", "html", "-o", str(tmp_path / "out")]
    assert main(call) == 2
    assert "dạng docx" in capsys.readouterr().err
    assert (tmp_path / "out.html").exists()
    assert not (tmp_path / "out.docx").exists()


@pytest.mark.slow
def test_python_with_limits_is_bound_too(tmp_path: Path) -> None:
    import pipeline
    from pipeline.errors import ReadError

    (tmp_path / "a.pdf").write_bytes(endless_form())
    (tmp_path / "b.txt").write_text(PLAN, encoding="utf-8")
    limits = Limits(memory=150 * 2**20)
    with pytest.raises(ReadError, match=r"a\.pdf: cần hơn 150 MB"):
        pipeline.read(tmp_path / "a.pdf", limits=limits)
    assert [target.value for target in pipeline.read(tmp_path / "b.txt", limits=limits).targets] == [70]
    with pytest.raises(ReadError, match="không có tệp này"):
        pipeline.read(tmp_path / "c.txt", limits=limits)
