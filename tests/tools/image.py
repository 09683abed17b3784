"""Builds the image of the page and runs it: what it weighs, how soon it answers, as whom it runs.

usage: python -m tests.tools.image [--engine PROGRAM] [--built] [--run OPTIONS] [-- OPTION...]    (of the build)

The engine is podman or docker, whichever runs here. Where its own limits are not to be had (a machine that is a
container itself), ``--engine "podman --runtime runc"`` may do, with ``--ulimit`` and ``--network=host`` for both.
"""

from __future__ import annotations

import argparse
import json
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.tools.places import ROOT

CONTAINERFILE = ROOT / ".ci/server/Containerfile"
NAME = "doichieu-trial"
PORT = 8642
_PASSWORD = "mat-khau-de-thu"
_HASH = "from argon2 import PasswordHasher as P; print(P().hash('{words}'))"
_SECONDS = 60


@dataclass(frozen=True)
class Image:
    """``megabytes`` of the image, ``seconds`` from its start to the first answer, ``user`` as whom it runs."""

    megabytes: float
    seconds: float
    user: str
    healthy: bool


def engine() -> list[str] | None:
    """-> the command of an engine that answers, or None."""
    for name in ("podman", "docker"):
        if shutil.which(name) and _done([name, "info"]).returncode == 0:
            return [name]
    return None


def runs_base(command: Sequence[str]) -> bool:
    """Whether the image that ours begins with is here, and the engine can run it on this machine."""
    base = next(line.removeprefix("FROM ") for line in _lines() if line.startswith("FROM "))
    return _done([*command, "run", "--rm", "--pull=never", base, "true"]).returncode == 0


def build(command: Sequence[str], options: Sequence[str] = ()) -> None:
    """Raises RuntimeError with the engine's last words."""
    made = _done([*command, "build", *options, "--file", str(CONTAINERFILE), "--tag", NAME, str(ROOT)], 1800)
    if made.returncode:
        raise RuntimeError((made.stdout + made.stderr)[-3000:])


def run(command: Sequence[str], folder: Path, options: Sequence[str] = ()) -> Image:
    """Start the page of the image with a password kept in ``folder``. Raises RuntimeError where it does not answer."""
    python = "/usr/local/doichieu/bin/python"
    kept = _done([*command, "run", "--rm", *options, "--entrypoint", python, NAME, "-c", _HASH.format(words=_PASSWORD)])
    folder.chmod(0o777)
    password = folder / "mat-khau"
    password.write_text(kept.stdout, encoding="utf-8")
    password.chmod(0o644)
    volume = ["--volume", f"{folder}:/var/lib/doichieu"]
    volume += [] if "--network=host" in options else ["--publish", f"127.0.0.1:{PORT}:{PORT}"]
    began = time.perf_counter()
    started = _done([*command, "run", "--detach", "--name", NAME, *options, *volume, NAME])
    try:
        if started.returncode:
            raise RuntimeError(started.stderr[-2000:])
        while not _answers():
            if time.perf_counter() - began > _SECONDS:
                raise RuntimeError(_done([*command, "logs", NAME]).stderr[-2000:] or "no answer")
            time.sleep(0.1)
        seconds = time.perf_counter() - began
        user = _done([*command, "exec", NAME, "id", "-u"]).stdout.strip()
        healthy = _done([*command, "exec", NAME, *_health()]).returncode == 0
        size = _done([*command, "image", "inspect", "--format", "{{.Size}}", NAME]).stdout
        return Image(int(size) / 1e6, seconds, user, healthy)
    finally:
        _done([*command, "rm", "--force", NAME])


def _health() -> list[str]:
    """-> the command of the image's health check."""
    line = next(line for line in map(str.strip, _lines()) if line.startswith('CMD ["/'))
    return [str(word) for word in json.loads(line.removeprefix("CMD "))]


def _lines() -> list[str]:
    return CONTAINERFILE.read_text(encoding="utf-8").splitlines()


def _answers() -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/enter", timeout=5) as answer:
            return int(answer.status) == 200
    except OSError:
        return False


def _done(command: Sequence[str], seconds: float = 120) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.tools.image")
    parser.add_argument("--engine", type=shlex.split)
    parser.add_argument("--built", action="store_true", help=f"take the image {NAME} as it is")
    parser.add_argument("--run", type=shlex.split, default=[], metavar="OPTIONS", help="for the engine's run")
    parser.add_argument("build", nargs="*", metavar="OPTION")
    asked = parser.parse_args()
    command = asked.engine or engine()
    if command is None:
        print("neither podman nor docker runs here", file=sys.stderr)
        return 2
    if not asked.built:
        build(command, asked.build)
    with tempfile.TemporaryDirectory() as folder:
        image = run(command, Path(folder), asked.run)
    print(f"{image.megabytes:.0f} MB, answers after {image.seconds:.1f} s, user {image.user}, healthy: {image.healthy}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
