"""Every message of every room: each in its own language, each used, each standing once; and none anywhere else."""

from __future__ import annotations

import ast
import pickle
import re
import unicodedata
from pathlib import Path

import pytest
import yaml

from pipeline.errors import ReadError
from pipeline.knowledge.checks import check_rules
from pipeline.knowledge.load import load_file, load_rules
from pipeline.knowledge.messages import MessagesFile, messages
from pipeline.model import Notice
from pipeline.saying import own_messages, own_rules, system_fault, to_say, verbatim

PACKAGE = Path(__file__).resolve().parents[2] / "pipeline"
FILES = sorted((own_rules() / "messages").glob("*.yaml"))
OWN = own_messages().by_key
MODULES = sorted(PACKAGE.rglob("*.py"))
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in (*MODULES, *PACKAGE.rglob("*.html")))
TERMS = (
    "Đối chiếu",
    "Tiếng Việt",
    "Trợ giúp tiếng Việt: doichieu --help",
    "đồng",
)  # the program's name, a language, money
ENGLISH = re.compile(
    r"\b(?:the|is|are|of|not|with|from|must|cannot|should|there|this|that|which|and|or|for|draft|document|target|plan)\b",
    re.I,
)
QUOTED = re.compile(r"“[^”]*”|--[\w-]+|\{[^}]*\}|`[^`]*`|\([^)]*/[^)]*\)")
SPEAKERS = re.compile(r"^(?:\w*Error|print|write|tell|Notice|Failed|Fault|SchemaFault|to_say|say)$")


def is_vietnamese(words: str) -> bool:
    return any(ord(letter) > 127 and unicodedata.category(letter)[0] == "L" for letter in words)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_files_keep_their_schema(path: Path) -> None:
    assert load_file(path, MessagesFile).messages


def test_no_message_stands_twice() -> None:
    keys = [key for path in FILES for key in re.findall(r"(?m)^  ([\w.]+):", path.read_text(encoding="utf-8"))]
    assert sorted(keys) == sorted(set(keys)) == sorted(OWN)


def test_english_has_no_vietnamese_letter() -> None:
    told = {key: words for key, one in OWN.items() for words in (one.en, one.en_one or "") if words}
    for term in TERMS:
        told = {key: words.replace(term, "") for key, words in told.items()}
    assert not {key: words for key, words in told.items() if is_vietnamese(words)}


def test_vietnamese_has_no_english_word() -> None:
    own = {key: one.vi for key, one in OWN.items() if key not in ("cli.other_language", "web.other_language")}
    assert not {key: words for key, words in own.items() if ENGLISH.search(QUOTED.sub(" ", words))}


def test_what_rules_say_in_english_has_vietnamese_only_in_quotes() -> None:
    said = [
        text.en
        for rule in check_rules(load_rules())
        for text in (rule.title, rule.why, rule.message, rule.suggestion, *rule.messages.values())
        if text is not None
    ]
    assert not [words for words in said if is_vietnamese(re.sub(r"“[^”]*”|\([^)]*\)|\S*Đ\S*", "", words))]


def test_every_key_that_code_names_is_there() -> None:
    speaker, about = (
        r"(?:\bsay|\bto_say|Error|SchemaFault|\btell)",
        r"""(?:[^()"']*(?:\([^()]*\))?[^()"']*,\s*)?(?:"",\s*)?""",
    )
    named = set(re.findall(rf"""{speaker}\({about}f?"([a-z_]+\.[\w.]+)\"""", SOURCE))
    assert len(named) > 250
    assert not {key for key in named if key not in OWN and not key.endswith(".")}


def test_every_message_is_used() -> None:
    literal = set(re.findall(r"""["']([a-z_0-9]+(?:\.\w+)*)["']""", SOURCE))
    begun = tuple(re.findall(r"""["']([a-z_.]+\.)(?:\{|["'] ?~)""", SOURCE))
    groups = {f"{group}." for group in re.findall(r"""\.word\(["'](\w+)["']""", SOURCE)} | {"yaml."}
    used = {
        key
        for key in OWN
        if key.removesuffix(".remedy") in literal or key in literal or key.startswith((*begun, *groups))
    }
    assert not OWN.keys() - used


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_sentence_stands_in_code(path: Path) -> None:
    """Words with Vietnamese letters in a call that raises, prints or tells; language patterns are no such calls."""
    found = [
        (node.lineno, part.value)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and SPEAKERS.match(_called(node.func))
        for argument in (*node.args, *(keyword.value for keyword in node.keywords))
        for part in ast.walk(argument)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
        and (is_vietnamese(part.value) or re.search(r"\w / \w", part.value))
    ]  # fmt: skip
    assert not found


def _called(function: ast.expr) -> str:
    return (
        function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""
    )


def test_something_said_is_equal_by_value_and_travels() -> None:
    one, other = (
        to_say("read.too_large", "a.txt", limit=5, size=9),
        to_say("read.too_large", "a.txt", size=9, limit=5),
    )
    assert one == other == pickle.loads(pickle.dumps(one))
    error = ReadError("a.txt", "read.too_large", size=9, limit=5)
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), again.said, again.source) == (ReadError, one, "a.txt")


def test_an_error_is_a_line_in_either_language() -> None:
    error = ReadError("a.txt", "read.pdf_unread", pages=3, why=to_say("read.beyond_limits"))
    assert str(error) == error.say() == (
        "a.txt: cả 3 trang là ảnh quét hoặc chữ hỏng, chưa nhận dạng được (quá giới hạn thời gian hoặc số trang)"
    )  # fmt: skip
    assert error.say("en") == (
        "a.txt: all 3 pages are scans or broken letters and were not recognised (beyond the limits of time or pages)"
    )


def test_a_notice_keeps_its_code_in_every_language() -> None:
    notice = Notice(to_say("notice.pdf_attachments", n=1))
    assert (notice.code, notice.message) == ("pdf_attachments", notice.say("vi"))
    assert notice.say("en") == "the PDF has a file attached, not read (save it apart)"


def test_what_the_system_refuses_is_told_even_where_it_has_no_words_of_ours() -> None:
    say = own_messages("vi")
    assert say.line(system_fault(PermissionError(13, "Permission denied"))) == "không có quyền"
    assert say.line(system_fault(OSError(71, "Protocol error"))) == "hệ điều hành từ chối (EPROTO)"
    assert say.line(system_fault(OSError("no credentials"))) == "hệ thống báo “no credentials”"


def test_an_office_words_only_what_it_wants_to(tmp_path: Path) -> None:
    (tmp_path / "messages").mkdir()
    text = yaml.safe_dump({"messages": {"count.error": {"vi": "{n} điểm sai", "en": "{n} faults"}}}, allow_unicode=True)
    (tmp_path / "messages" / "rieng.yaml").write_text(text, encoding="utf-8")
    say = messages(load_rules(tmp_path))
    assert say("count.error", n=2) == "2 điểm sai"
    assert say("count.warning", n=2) == "2 cảnh báo"


def test_words_of_others_are_said_as_they_are() -> None:
    assert {own_messages(lang).line(verbatim("{as they} are")) for lang in ("vi", "en")} == {"{as they} are"}
