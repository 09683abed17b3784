"""What is wrong with a call is told in its own language, whoever found it: argparse, pydantic, PyYAML, the system."""

from __future__ import annotations

import re
import socket
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

import pipeline
from pipeline.cli import main

ENGLISH = re.compile(
    r"\b(?:the|is|are|of|not|no|nor|with|without|from|must|cannot|such|should|see|did|you|mean|there|known"
    r"|needs?|one of|fields?|required|invalid|valid|expected|unexpected|errors?|choose|missing|found|input|string"
    r"|integer|argument|permission|denied|directory|folder|file|key|mapping|sequence|token|scalar|greater|least|length|broken)\b",
    re.IGNORECASE,
)
DIRECTIVE = """number: 77/KH-UBND
title: Kế hoạch nước sạch
issued_on: 2025-03-10
targets:
  - {id: NUOC, value: 95, population: số hộ dân, indicator: sử dụng nước sạch}
"""
CHECK = """id: DC690
name: x
family: office
kind: phrase-forbidden
severity: info
title: {vi: a, en: b}
why: {vi: a, en: b}
message: {vi: a, en: b}
parameters: {phrases: [người già]}
examples: {good: [{text: a}], bad: [{text: b}]}
"""
BROKEN_DIRECTIVES = {
    "missing": DIRECTIVE.replace("title: Kế hoạch nước sạch\n", ""),
    "extra": DIRECTIVE + "colour: xanh\n",
    "slip": DIRECTIVE.replace("title:", "titel:"),
    "text": DIRECTIVE.replace("number: 77/KH-UBND", "number: [1]"),
    "number": DIRECTIVE.replace("value: 95", "value: nhiều"),
    "whole": DIRECTIVE + "period: [2025.5, 2030]\n",
    "day": DIRECTIVE.replace("2025-03-10", "hôm qua"),
    "no-such-day": DIRECTIVE.replace("2025-03-10", "2025-02-30"),
    "truth": DIRECTIVE + "complete: có\n",
    "choice": DIRECTIVE + "certainty: chắc\n",
    "list": DIRECTIVE + "sources: 5\n",
    "short": DIRECTIVE + "period: [2025]\n",
    "names": "- một\n",
    "unknown-figure": DIRECTIVE.replace("value: 95", "value: 95, certainty: unknown"),
    "twice": DIRECTIVE + "  - {id: NUOC, value: 9, population: a, indicator: b}\n",
    "quote": DIRECTIVE.replace("Kế hoạch", '"Kế hoạch'),
    "colon": DIRECTIVE.replace("title: Kế", "title: Kế: "),
    "indent": DIRECTIVE.replace("issued_on", "  issued_on"),
    "tab": DIRECTIVE.replace("  - {id", "\t- {id"),
    "bracket": DIRECTIVE.replace("sạch}", "sạch"),
    "alias": DIRECTIVE.replace("title: Kế", "title: *Kế"),
    "tag": DIRECTIVE.replace("title: Kế", "title: !x Kế"),
    "control": DIRECTIVE.replace("title: Kế", "title: \x01Kế"),
}
BROKEN_CHECKS = {
    "DC690-x": CHECK.replace("id: DC690", "id: ABC"),
    "DC691-y": CHECK.replace("name: x", "name: z"),
    "DC692-x": CHECK.replace("DC690", "DC692").replace("severity: info", "severity: nặng"),
    "DC693-x": CHECK.replace("DC690", "DC693").replace("bad: [{text: b}]", "bad: []"),
    "DC694-x": CHECK.replace("DC690", "DC694").replace("message: {vi: a", "message: {vi: 'a {found}'"),
    "DC695-x": CHECK.replace("DC690", "DC695").replace("phrase-forbidden", "lạ"),
    "DC696-x": CHECK.replace("DC690", "DC696").replace("[người già]", "5"),
}


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def file(name: str, content: str | bytes, *words: str) -> Callable[[Path], list[str]]:
    """-> a call of ``extract`` (or the words given) on such a file."""
    return lambda folder: [*(words or ("extract",)), str(write(folder / name, content))]


def rules(name: str, content: str | bytes, *words: str) -> Callable[[Path], list[str]]:
    """-> a call with an office's folder that holds such a file."""

    def call(folder: Path) -> list[str]:
        write(folder / "rules" / name, content)
        return [*(words or ("directives", "list")), "--rules", str(folder / "rules")]

    return call


def with_plan(*words: str) -> Callable[[Path], list[str]]:
    """-> a call of ``check`` on a small plan; PLAN and FOLDER in the words are its path and its folder."""

    def call(folder: Path) -> list[str]:
        plan = write(folder / "a.txt", "KẾ HOẠCH\nI. MỤC TIÊU\n- Đạt 70% hộ nghèo được vay vốn.\n")
        filled = [word.replace("PLAN", str(plan)).replace("FOLDER", str(folder)) for word in words]
        return ["check", str(plan), *filled]

    return call


def taken_port(_: Path) -> list[str]:
    TAKEN.bind(("127.0.0.1", 0))
    TAKEN.listen()
    return ["serve", "--port", str(TAKEN.getsockname()[1])]


TAKEN = socket.socket()
CALLS: dict[str, Callable[[Path], list[str]]] = {
    "no command": lambda _: [],
    "unknown command": lambda _: ["chek"],
    "no argument": lambda _: ["check"],
    "no value": lambda _: ["check", "a.txt", "--against"],
    "unknown option": lambda _: ["check", "a.txt", "--severty", "info"],
    "bad choice": lambda _: ["check", "a.txt", "--format", "word"],
    "bad day": lambda _: ["check", "a.txt", "--as-of", "31/2/2026"],
    "bad count": lambda _: ["ingest", "a", "--jobs", "-1"],
    "value for a switch": lambda _: ["ingest", "a", "--csv=5"],
    "bad port": lambda _: ["serve", "--port", "99999"],
    "taken port": taken_port,
    "no such host": lambda _: ["serve", "--host", "khong..co"],
    "missing file": lambda folder: ["extract", str(folder / "x.docx")],
    "a folder": lambda folder: ["extract", str(folder)],
    "a name with a zero": lambda _: ["extract", "a\0b.txt"],
    "empty file": file("rong.txt", b""),
    "bad zip": file("hong.docx", b"PK\x03\x04 nothing"),
    "text as docx": file("chu.docx", "KẾ HOẠCH"),
    "cut pdf": file("cut.pdf", b"%PDF-1.7\n1 0 obj\n<<"),
    "archive": file("a.rar", b"Rar!\x1a\x07\x01\x00" + bytes(64)),
    "program": file("a.txt", b"\x7fELF" + bytes(range(64))),
    "word lock": file("~$a.docx", b"\x05user"),
    "csv": file("a.csv", "a,b"),
    "outlook": file("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "__substg1.0".encode("utf-16-le")),
    "encrypted word": file("b.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")),
    "empty page": file("a.htm", "<html><body></body></html>"),
    "nothing to compile": file("b.txt", "Xin chào các bạn.", "directives", "compile"),
    "no output folder": lambda folder: ["extract", str(write(folder / "a.txt", DIRECTIVE)), "-o", f"{folder}/x/y.json"],
    "no output": with_plan("--format", "xlsx"),
    "output is the draft": with_plan("--format", "json", "-o", "PLAN"),
    "output below a file": with_plan("--format", "json", "-o", "PLAN/x.json"),
    "no baseline": with_plan("--baseline", "FOLDER/none.txt"),
    "no waivers": with_plan("--waivers", "FOLDER/none.yaml"),
    "unknown directive": with_plan("--against", "9/QĐ"),
    "unknown directive shown": lambda _: ["directives", "show", "9/QĐ"],
    "unknown rule": with_plan("--select", "xyz"),
    "unknown rule explained": lambda _: ["rules", "explain", "DC9"],
    "no rules folder": lambda folder: ["directives", "list", "--rules", str(folder / "x")],
    "rules without rules": lambda folder: ["directives", "list", "--rules", str(folder)],
    "stray rules": rules("directive/a.yaml", DIRECTIVE),
    "rules in another code": rules("directives/a.yaml", "number: Đ".encode("utf-16")),
    "messages": rules("messages/a.yaml", 'messages: {a: {vi: "{x}", en: "{y}"}}\n'),
    "slips": rules("registry.yaml", "documents:\n" + 2 * "  - {number: 1/QĐ-X, doc_type: Q, title: t}\n"),
    "short waiver": with_plan("--waivers", "FOLDER/w.yaml"),
    "no folder to ingest": lambda folder: ["ingest", str(folder / "x"), "-o", str(folder / "out")],
    "unknown protocol": lambda folder: ["ingest", "quatsch://x", "-o", str(folder / "out")],
    "no tables": lambda folder: ["query", "SELECT 1", "-o", str(folder)],
    "no gold": lambda folder: ["eval", str(folder / "x")],
    "empty gold": lambda folder: ["eval", str(folder)],
    **{f"directive: {name}": rules(f"directives/{name}.yaml", text) for name, text in BROKEN_DIRECTIVES.items()},
    **{
        f"check: {name}": rules(f"checks/{name}.yaml", text, "rules", "test", name[:5])
        for name, text in BROKEN_CHECKS.items()
    },
}  # fmt: skip


@pytest.mark.parametrize("name", CALLS)
def test_what_is_wrong_is_told_in_one_language(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "w.yaml", "waivers: [{rule: DC101, reason: x, who: An}]\n")
    call = CALLS[name](tmp_path)
    vi, en = (told(lang, call, capsys).replace(str(tmp_path), "") for lang in ("vi", "en"))
    hold(vi, en)


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables")
    write(folder / "plans" / "a.txt", "KẾ HOẠCH\nI. MỤC TIÊU\n- Đạt 70% hộ nghèo được vay vốn.\n")
    assert main(["ingest", str(folder / "plans"), "-o", str(folder / "out"), "--jobs", "0"]) == 0
    return folder / "out"


@pytest.mark.parametrize(
    "sql", ["SELEC 1", "SELECT * FROM tagets", "SELECT * FROM xyz", "SELECT quot FROM targets", "SELECT 1; SELECT 2"]
)
def test_what_is_wrong_with_a_question(sql: str, tables: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("duckdb")
    capsys.readouterr()
    hold(*(told(lang, ["query", sql, "-o", str(tables)], capsys) for lang in ("vi", "en")))


def test_what_could_not_be_read_is_told_in_the_language_of_the_run(tmp_path: Path) -> None:
    write(tmp_path / "plans" / "a.docx", b"PK\x03\x04 nothing")
    kept = []
    for lang in ("vi", "en"):
        assert main(["--lang", lang, "ingest", str(tmp_path / "plans"), "-o", str(tmp_path / lang), "--jobs", "0"]) == 0
        kept.append(pipeline.tables(tmp_path / lang)["failures"]["message"][0].replace(str(tmp_path), ""))
    hold(*kept)


def hold(vi: str, en: str) -> None:
    assert vi != en
    assert not ENGLISH.findall(without_names(vi)), vi
    assert not [c for c in without_names(en) if is_vietnamese(c)], en


def told(lang: str, call: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """-> what standard error says; standard output stays empty."""
    try:
        code = main(["--lang", lang, *call])
    except SystemExit as end:
        code = int(str(end.code))
    out, err = capsys.readouterr()
    assert (code, out) == (2, ""), err
    assert re.fullmatch(r"doichieu: [^\n]+\n", err), err
    return err


def without_names(line: str) -> str:
    """-> the line without what a user or a file gave: words in quotes, numbers of documents, options, file names."""
    line = re.sub(r"“[^”]*”|'[^']*'|\S*/[\w./-]+|--?\w[\w-]*|[a-z]+(?:-[a-z]+)+", " ", line)
    line = re.sub(r"\S+\.(?:txt|yaml|docx?|htm|csv|rar|pdf)\b", " ", line)
    return re.sub(r"doichieu(?: \w+)*|có phải \w+|did you mean \w+|(?:targets|checks)\.\S+", " ", line)


def is_vietnamese(letter: str) -> bool:
    return ord(letter) > 127 and unicodedata.category(letter)[0] == "L"
