"""Is what the program says the same as at another commit? The JSON of ``extract`` and ``check``, byte for byte.

    python -m tests.tools.same_output a682cfd
    python -m tests.tools.same_output a682cfd ../shared/gold --python old-venv/bin/python --against 112/QĐ-TTg

Every .txt, .md, .htm, .docx and .pdf of the corpus, of the annotated plans and of the folders named is read by both
programs through the command line. What differs is printed file by file, and the exit code is 1; ``--python`` is the
interpreter of the old program where it needs libraries that this one has given up.
"""

from __future__ import annotations

import argparse
import contextlib
import difflib
import hashlib
import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KINDS = (".txt", ".docx", ".pdf", ".md", ".htm")


def gathered(folders: list[Path], into: Path) -> None:
    """Copy every text of ``folders`` into one folder, under names that tell their origin, so that paths are alike."""
    for folder in folders:
        for path in sorted(p for p in folder.rglob("*") if p.suffix in KINDS and p.name != "README.md"):
            tag = hashlib.sha256(path.read_bytes()).hexdigest()[:6]
            shutil.copy(path, into / f"{path.stem}-{tag}{path.suffix}")


def outputs(texts: Path, answers: Path, against: list[str]) -> None:
    """Run by each program in a process of its own: the answers to every text, a file each."""
    from pipeline.cli import main

    os.chdir(texts)
    parents = [word for one in against for word in ("--against", one)]
    for path in sorted(Path().iterdir()):
        for name, call in (
            ("extract", ["extract", str(path), "--format", "json"]),
            ("check", ["check", str(path), "--format", "json", "--fail-on", "never", *parents]),
        ):
            said, told = io.StringIO(), io.StringIO()
            with contextlib.redirect_stdout(said), contextlib.redirect_stderr(told):
                code = main(call)
            (answers / f"{path.name}.{name}").write_text(
                f"{code}\n{told.getvalue()}{said.getvalue()}", encoding="utf-8"
            )


def run(tree: Path, python: str, texts: Path, answers: Path, against: list[str]) -> None:
    """Let the program of ``tree`` answer; a failure of the program itself is raised."""
    answers.mkdir()
    call = [python, str(Path(__file__).resolve()), "--answers", str(answers), "--texts", str(texts)]
    for one in against:
        call += ["--against", one]
    subprocess.run([*call, "-"], check=True, cwd=tree, env={**os.environ, "PYTHONPATH": str(tree)})


def differences(old: Path, new: Path, added: list[str]) -> Iterator[tuple[str, list[str]]]:
    """-> the name of each answer that differs with the lines that do, at most 12 of 200 characters.

    ``added`` are keys that only the new program has; their lines do not count.
    """
    for path in sorted(old.iterdir()):
        before, after = (folder.joinpath(path.name).read_text(encoding="utf-8").splitlines() for folder in (old, new))
        after = [line for line in after if not line.lstrip().startswith(tuple(f'"{key}":' for key in added))]
        if before != after:
            lines = difflib.unified_diff(before, after, "before", "after", n=0, lineterm="")
            yield path.name, [line[:200] for line in lines][2:14]


def main() -> int:
    """-> 0 where every byte is the same."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("commit")
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--against", action="append", default=[])
    parser.add_argument("--added", action="append", default=[], help="a key that only the new program has")
    parser.add_argument("--texts", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--answers", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.answers:
        outputs(args.texts, args.answers, args.against)
        return 0
    from tests.tools.trees import tree_of  # not where the old program runs this file: it has no such module

    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        (here / "texts").mkdir()
        gathered([ROOT / "corpus", ROOT / "tests" / "gold", *args.folders], here / "texts")
        with tree_of(args.commit) as tree:
            run(tree, args.python, here / "texts", here / "old", args.against)
            run(ROOT, sys.executable, here / "texts", here / "new", args.against)
            count, differing = len(list((here / "old").iterdir())), 0
            for name, lines in differences(here / "old", here / "new", args.added):
                differing += 1
                print(name, *lines, sep="\n    ")
    print(f"{count} answers, {differing} differ")
    return int(differing > 0)


if __name__ == "__main__":
    sys.exit(main())
