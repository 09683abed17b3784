"""Two versions of a plan as text, JSON and a page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import html

from pipeline.cli import main
from tests.tools.places import PLANS

PLAN = PLANS / "kim-tra-2026.txt"


@pytest.fixture
def pair(tmp_path: Path) -> list[str]:
    new = tmp_path / "new.txt"
    text = PLAN.read_text(encoding="utf-8")
    assert "70%" in text
    new.write_text(text.replace("70%", "55%", 1).replace("phường", "<b>phường</b>", 1), encoding="utf-8")
    return [str(PLAN), str(new)]


def test_the_text_tells_the_figure_before_the_wording(pair: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", *pair]) == 0
    text = capsys.readouterr().out
    assert "hạ mức" in text
    assert text.index("70% năm 2026 → 55% năm 2026") < text.index("[-70-]{+55+}%")


def test_the_json_pairs_every_target(pair: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", *pair, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    (lowered,) = [t for t in found["targets"] if "lowered" in t["changes"]]
    assert (lowered["old"]["value"], lowered["new"]["value"]) == (70, 55)
    assert found["summary"]["targets"] == sum(bool(t["changes"]) for t in found["targets"])


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_page_is_closed_and_escaped(pair: list[str], lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", *pair, "--format", "html", "--lang", lang]) == 0
    page = capsys.readouterr().out
    tree = html.fromstring(page)
    assert not tree.xpath("//b")
    assert {"70"} <= set(tree.xpath("//del/text()"))
    assert {"55"} <= set(tree.xpath("//ins/text()"))
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'")


def test_a_version_that_is_not_there_is_one_line(pair: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", pair[0], "khong-co.docx"]) == 2
    assert "khong-co.docx" in capsys.readouterr().err


def test_equal_versions_say_so(pair: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", pair[0], pair[0], "--lang", "en"]) == 0
    assert "do not differ" in capsys.readouterr().out
