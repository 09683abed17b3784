"""What a server and an office PC are given in .ci: each file says what the program takes, and the image runs."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from pipeline.cli import build_parser
from pipeline.web.settings import Settings
from tests.tools import image
from tests.tools.places import ROOT

SERVER = ROOT / ".ci/server"
CONTAINERFILE = image.CONTAINERFILE.read_text(encoding="utf-8")
COMPOSE = yaml.safe_load((SERVER / "compose.yaml").read_text(encoding="utf-8"))["services"]["page"]
UNIT = SERVER / "doichieu.service"


def listed(instruction: str) -> list[str]:
    """-> what an instruction of the Containerfile lists in brackets."""
    found = re.search(rf"^{instruction} (\[.*\])$", CONTAINERFILE, re.MULTILINE)
    assert found is not None
    return [str(word) for word in json.loads(found[1])]


def of_the_unit() -> list[str]:
    command = next(line for line in UNIT.read_text(encoding="utf-8").splitlines() if line.startswith("ExecStart="))
    return shlex.split(command.partition("=")[2])[1:]


@pytest.mark.parametrize(
    "command", [listed("CMD"), COMPOSE["command"], of_the_unit()], ids=["image", "compose", "unit"]
)
def test_the_program_takes_what_it_is_started_with(command: list[str]) -> None:
    asked = build_parser("vi").parse_args(command)
    assert asked.port == Settings().port
    assert asked.password == "/var/lib/doichieu/mat-khau"


def test_the_image_has_what_it_copies_and_a_user_of_its_own() -> None:
    copied = [line.split()[1:-1] for line in CONTAINERFILE.splitlines() if line.startswith("COPY ")]
    assert copied
    assert all((ROOT / name).exists() for names in copied for name in names)
    users = re.findall(r"^USER (\w+)", CONTAINERFILE, re.MULTILINE)
    assert users == ["doichieu"]
    assert f"EXPOSE {Settings().port}" in CONTAINERFILE
    compile(image._health()[-1], "health check", "exec")


def test_the_image_has_the_system_packages_that_the_tests_know() -> None:
    known = (ROOT / ".ci/run").read_text(encoding="utf-8")
    for package in ("tesseract-ocr-vie", "libreoffice-writer-nogui", "fonts-liberation2"):
        assert package in CONTAINERFILE
        assert package in known


def test_the_composed_page_is_shut_in() -> None:
    assert (SERVER / COMPOSE["build"]["context"]).resolve() == ROOT
    assert (ROOT / COMPOSE["build"]["dockerfile"]) == image.CONTAINERFILE
    assert COMPOSE["read_only"] is True
    assert COMPOSE["cap_drop"] == ["ALL"]
    assert COMPOSE["ports"] == [f"{Settings().port}:{Settings().port}"]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze here")
def test_systemd_finds_nothing_wrong_with_the_unit(tmp_path: Path) -> None:
    program = tmp_path / "doichieu"
    program.write_text("#!/bin/sh\n", encoding="ascii")
    program.chmod(0o755)
    unit = tmp_path / UNIT.name
    words = UNIT.read_text(encoding="utf-8").replace("/opt/doichieu/bin/doichieu", str(program))
    unit.write_text(words.replace("User=doichieu", "User=daemon"), encoding="utf-8")
    told = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    about = [line for line in told.stderr.splitlines() if UNIT.name in line]
    assert not about


@pytest.mark.slow
def test_the_image_is_built_and_answers_as_no_root(tmp_path: Path) -> None:
    engine = image.engine()
    if engine is None:
        pytest.skip("neither podman nor docker runs here")
    if not image.runs_base(engine):
        pytest.skip("the image that ours begins with is not here, or the engine cannot run it")
    image.build(engine)
    made = image.run(engine, tmp_path)
    assert made.healthy
    assert made.user not in ("", "0")
