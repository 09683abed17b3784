"""Tries what a newcomer types, each alone: in a clone of the last commit and in a venv where nothing was installed.

usage: python -m tests.tools.fresh [NAME...]    (names: see --list; without names all but "test", which is `make test`)

The suite runs where everything is installed; this tells what a make target or an extra lacks by itself. Needs git and
a package index. The exit code is 1 where one of them fails; its last lines are then shown.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.tools.places import ROOT

EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
_MAKES = ("demo", "notebooks", "test")
_LIMIT = 900  # seconds for one command, which may have to fetch and build
_PYTHON = "{venv}/bin/python"
_PIP = f"{_PYTHON} -m pip --quiet --disable-pip-version-check"
_PIPX = "PIPX_HOME=$PWD/pipx PIPX_BIN_DIR=$PWD/pipx/bin PIPX_MAN_DIR=$PWD/pipx/man {venv}/bin/pipx"
_DRAFT = "{clone}/corpus/plans/kim-tra-2026.docx"
_USE = [
    "{venv}/bin/doichieu rules test",
    f"{{venv}}/bin/doichieu check {_DRAFT} --against 112/QĐ-TTg --fail-on never -o review.html --format html",
    f"{_PYTHON} -c 'import sys, pipeline; pipeline.load().to_disk(sys.argv[1])' nlp",
    f"{_PYTHON} -c 'import sys, spacy; spacy.load(sys.argv[1])' nlp",
]
_IMPORT = """
import importlib, re, sys
from importlib.metadata import packages_distributions, version
held = packages_distributions()
for name in sys.argv[1:]:
    plain = re.sub("[-.]", "_", name.lower())
    made = [module for module, names in held.items() if plain in [re.sub("[-.]", "_", n.lower()) for n in names]]
    assert version(name)  # stubs bring no module
    own = [plain] if plain in made else [m for m in made if m.isidentifier() and not m.startswith("_")]
    for module in own:  # beside its own a package may bring modules that are for others (a driver, a plug-in)
        importlib.import_module(module)
"""


def trials() -> dict[str, list[str]]:
    """-> name -> what is run one after the other, outside the checkout; {clone} and {venv} are its own."""
    made = {f"make {target}": [f"make --directory {{clone}} {target}"] for target in _MAKES}
    made["wheel"] = [
        f"{_PIP} wheel --no-deps --wheel-dir . {{clone}}",
        f"{_PIP} install --constraint {{clone}}/constraints.txt ./doichieu-*.whl",
        *_USE,
    ]
    made["pipx"] = [
        f"{_PIP} install pipx",
        f"{_PIP} wheel --no-deps --wheel-dir . {{clone}}",
        f"{_PIPX} install --pip-args '--constraint {{clone}}/constraints.txt' ./doichieu-*.whl",
        "pipx/bin/doichieu rules test",
        f"pipx/bin/doichieu check {_DRAFT} --against 112/QĐ-TTg --fail-on never",
        f"{_PIPX} uninstall doichieu",
    ]
    for extra, requirements in EXTRAS.items():
        names = " ".join(dict.fromkeys(_names(requirements)))
        install = f"{_PIP} install --constraint {{clone}}/constraints.txt '{{clone}}[{extra}]'"
        made[f"extra {extra}"] = [install, f"{_PIP} check", f"{_PYTHON} import.py {names}", _USE[1]]
    return made


def _names(requirements: list[str]) -> Iterator[str]:
    """-> the distributions that an extra asks for, those of an extra that it takes up among them."""
    for requirement in requirements:
        if taken := re.match(r"doichieu\[([\w,-]+)\]", requirement):
            for extra in taken[1].split(","):
                yield from _names(EXTRAS[extra])
        else:
            yield re.split(r"[\s<>=!~;\[]", requirement, maxsplit=1)[0]


def attempt(name: str, commands: list[str], home: Path) -> str:
    """Run one trial below the folder ``home``. -> "" or the command that failed with the end of what it printed."""
    clone, venv = home / "clone", home / "venv"
    env = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV", "DOICHIEU_DEMO", "MAKEFLAGS")}
    (home / "import.py").write_text(_IMPORT, encoding="utf-8")
    first = ["git clone --quiet --no-hardlinks {root} {clone}"]
    first += [] if name.startswith("make ") else [f"{sys.executable} -m venv {{venv}}"]
    for command in first + commands:
        line = command.format(clone=clone, venv=venv, root=ROOT)
        try:
            done = subprocess.run(
                line, shell=True, cwd=home, env=env, capture_output=True, text=True, timeout=_LIMIT, check=False
            )
        except subprocess.TimeoutExpired:
            return f"{line}\nnot done after {_LIMIT} s"
        if done.returncode:
            return "\n".join([line, *(done.stdout + done.stderr).splitlines()[-30:]])
    return ""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.tools.fresh")
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--list", action="store_true")
    asked = parser.parse_args()
    known = trials()
    if unknown := set(asked.names) - set(known):
        parser.error(f"unknown: {', '.join(sorted(unknown))}; there are: {', '.join(known)}")
    if asked.list:
        print(*known, sep="\n")
        return 0
    failed = 0
    for name in asked.names or [name for name in known if name != "make test"]:
        begin = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="fresh-") as folder:
            fault = attempt(name, known[name], Path(folder))
        print(f"{'FAILED' if fault else 'ok':8}{name:20}{time.monotonic() - begin:5.0f} s", flush=True)
        if fault:
            failed += 1
            print(fault, flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
