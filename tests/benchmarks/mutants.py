"""Mutants of real files through reading, taking apart, checking and the Word report: a Document or a ReadError.

``python -m tests.benchmarks.mutants FOLDER [--count 7000] [--seed 17] [--jobs 2]`` mutates the files of a folder (and
those made of them: .txt, .htm, .mht, .rtf), each mutant by its own seed, which is printed with what went wrong, so that
``--only SEED`` makes it again. Every mutant is read in a process that it may break, with ingest's bounds.
"""

from __future__ import annotations

import argparse
import io
import random
import resource
import time
import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.process.job import Done, Failed
from pipeline.process.pool import run_isolated

KINDS = (".docx", ".pdf", ".htm", ".rtf", ".txt", ".mht")
NASTY = (
    "²", "--5", "9" * 400, "9" * 5000, "\ud83d\ude00", "\x01", "\ufffe", "&#xD800;", "&#1;", "&#99999999;", "０％",
    "½", "1e999", "-0", "\u2028", "\x0b", "\u202e", "%" * 50, "(" * 200, "70% " * 50, "Điều 1, " * 50, "\n" * 500,
    "lần lượt ", "30/6/0000", "99999-00000", "𝟕𝟎%", "٣", "NaN", "|\n" * 40, "Mục IV ", " | ", "# ", "[1]", "Số: /",
    "ngày tháng năm ",
)  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """``name`` is that of the file it was made of, ``seed`` its own."""

    name: str
    seed: int
    data: bytes


def made(sources: Sequence[tuple[str, bytes]], seed: int) -> Mutant:
    """-> the mutant of a seed."""
    r = random.Random(seed)
    name, data = r.choice(sources)
    if name.endswith(".docx"):
        return Mutant(name, seed, _in_zip(data, r) if r.random() < 0.7 else _bytes(data, r))
    if name.endswith(".pdf") or r.random() < 0.3:
        return Mutant(name, seed, _bytes(data, r))
    return Mutant(name, seed, _text(data, r))


def _bytes(data: bytes, r: random.Random) -> bytes:
    """Some bytes changed, a stretch dropped, doubled or cut off."""
    work = bytearray(data)
    for _ in range(r.choice((1, 3, 30, 300))):
        work[r.randrange(len(work))] = r.randrange(256)
    if r.random() < 0.4:
        a, b = sorted(r.randrange(len(work)) for _ in range(2))
        b = min(b, a + 5000)
        work = work[:a] + work[b:] if r.random() < 0.5 else work[:b] + work[a:]
    return bytes(work[: r.randrange(len(work)) + 1] if r.random() < 0.1 else work)


def _text(data: bytes, r: random.Random) -> bytes:
    """Something nasty put in the place of a figure, of a word or between two letters, a stretch moved or doubled."""
    text = data.decode("utf-8", "replace")
    for _ in range(r.choice((1, 2, 5, 20))):
        at = r.randrange(len(text) or 1)
        figure = next((i for i in range(at, min(at + 400, len(text))) if text[i].isdigit()), at)
        at = figure if r.random() < 0.6 else at
        piece = r.choice(NASTY) if r.random() < 0.8 else text[max(0, at - 300) : at]
        text = text[:at] + piece + text[at + r.choice((0, 0, 1, 4, 40)) :]
    return text.encode("utf-8", "surrogatepass")


def _in_zip(data: bytes, r: random.Random) -> bytes:
    """A member mutated behind the checksums, which a mutant of the bytes seldom passes."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        members = {info.filename: old.read(info) for info in old.infolist()}
    names = [name for name in members if name.endswith((".xml", ".rels"))]
    main = "word/document.xml" if "word/document.xml" in members else names[0]
    name = main if r.random() < 0.6 else r.choice(names)
    members[name] = _text(members[name], r) if r.random() < 0.7 else _bytes(members[name], r)
    if r.random() < 0.05:
        del members[r.choice(names)]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", r.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA))) as new:
        for member, content in members.items():
            new.writestr(member, content)
    return out.getvalue()


def tried(mutant: Mutant) -> tuple[str, float, int]:
    """-> "Document" or "ReadError", the seconds and the bytes of memory at most. Raises what else is raised."""
    from pipeline.api import check, rules_in_use
    from pipeline.check.fixes import accept_all
    from pipeline.errors import ReadError
    from pipeline.parse import parse_bytes
    from pipeline.report.formats import render_one
    from pipeline.report.json import dumps, review_to_dict

    rules = rules_in_use(None)
    began = time.perf_counter()
    what = "Document"
    try:
        document = parse_bytes(mutant.data, mutant.name, rules)
        records = (*document.targets, *document.legal_references, *document.tasks, *document.deadlines)
        for record in (*records, *document.budget):
            assert document.text[record.start : record.end] == record.quote, "an offset is broken"
        document.text.encode()
        review = check(document, "auto", rules=rules)
        dumps(review_to_dict(review)).encode()
        for form in ("docx", "html", "phieu"):
            render_one(form, review, mutant.data, rules=rules, lang="vi")
        render_one("docx", accept_all(review, "all"), mutant.data, rules=rules, lang="vi")
    except ReadError:
        what = "ReadError"
    return what, time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def warm() -> None:
    from pipeline.api import warm_up

    warm_up()


def sources_of(folder: Path) -> list[tuple[str, bytes]]:
    """-> name and bytes of the files of a folder, and of the same plans in the formats that it lacks."""
    from pipeline.read import read_bytes

    found = [(path.name, path.read_bytes()) for path in sorted(folder.rglob("*")) if path.suffix in KINDS]
    found = [(name, data) for name, data in found if len(data) < 2_000_000]
    for name, data in [one for one in found if one[0].endswith((".docx", ".txt"))][:6]:
        text = read_bytes(data, name).text
        page = "".join(f"<p>{line}</p>" if " | " not in line else _row(line) for line in text.split("\n"))
        html = f"<html><head><meta charset='utf-8'></head><body><ol start='1'><li value='2'>{page}</ol></body></html>"
        found.append((f"{name}.txt", text.encode()))
        found.append((f"{name}.htm", html.encode()))
        found.append((f"{name}.mht", b"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n" + html.encode()))
        letters = "".join(c if ord(c) < 128 else f"\\u{ord(c) - 65536 * (ord(c) > 32767)}?" for c in text[:4000])
        found.append((f"{name}.rtf", ("{\\rtf1 " + letters.replace("\n", "\\par ") + "}").encode()))
    return found


def _row(line: str) -> str:
    return "<table border='1'><tr>" + "".join(f"<td colspan='1'>{c}</td>" for c in line.split(" | ")) + "</tr></table>"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=7000)
    parser.add_argument("--seed", type=int, default=17)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", type=int)
    parser.add_argument("--without", default="", help="endings left out, such as .rtf,.pdf")
    args = parser.parse_args()
    left_out = tuple(filter(None, args.without.split(",")))
    sources = [one for one in sources_of(args.folder) if not (left_out and one[0].endswith(left_out))]
    if args.only is not None:
        print(tried(made(sources, args.only)))
        return
    seeds = range(args.seed * 1_000_000, args.seed * 1_000_000 + args.count)
    jobs = ((str(seed), made(sources, seed)) for seed in seeds)
    ends: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    slowest, largest = (0.0, ""), (0, "")
    for outcome in run_isolated(
        tried, jobs, workers=args.jobs, timeout=60, memory=1300 * 2**20, initializer=warm, recycle=100
    ):
        name = made(sources, int(outcome.key)).name
        kinds[name[name.rindex(".") :]] += 1
        if isinstance(outcome, Done):
            what, seconds, memory = outcome.value
            slowest, largest = max(slowest, (seconds, f"{outcome.key} {name}")), max(largest, (memory, outcome.key))
        else:
            assert isinstance(outcome, Failed)
            what = outcome.error
            print(f"{outcome.key} {name}: {outcome.stage} {outcome.error}: {outcome.message[:200]}", flush=True)
        ends[what] += 1
        if ends.total() % 500 == 0 or ends.total() == args.count:
            print(f"{ends.total()}: {dict(ends)} {dict(kinds)}")
            memory = f"memory at most {largest[0] / 2**20:.0f} MB ({largest[1]})"
            print(f"slowest {slowest[0]:.1f} s ({slowest[1]}), {memory}", flush=True)


if __name__ == "__main__":
    from tests.benchmarks.mutants import main as main_by_its_name  # other processes know this module by it

    main_by_its_name()
