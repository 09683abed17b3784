"""An argument parser that speaks Vietnamese or English and answers a mistake with one line."""

from __future__ import annotations

import argparse
import difflib
import re
import sys
from collections.abc import Iterable
from datetime import date
from typing import Any, NoReturn

Commands = argparse._SubParsersAction  # argparse has no public name for what add_subparsers returns

_MISTAKES = (  # argparse's own words, and ours in Vietnamese
    (r"the following arguments are required: (.+)", "thiếu {0}"),
    (r"unrecognized arguments: (.+)", "không có tùy chọn {0}"),
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", "{0}: không có {1}; chọn một trong: {2}"),
    (r"argument (.+?): expected one argument", "{0}: cần một giá trị"),
    (r"argument (.+?): expected at least one argument", "{0}: cần ít nhất một giá trị"),
    (r"argument (.+?): invalid (?:.+?) value: (.+)", "{0}: giá trị {1} không hợp lệ"),
    (r"argument (.+?): (.+)", "{0}: {1}"),
)


class Say:
    """Chooses between the Vietnamese and the English words for the program's help."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def __call__(self, vi: str, en: str) -> str:
        return en if self.lang == "en" else vi


def help_text(heading: str, *lines: str) -> str:
    """-> an epilog: a heading with indented lines below it."""
    return "\n".join([heading, *(f"  {line}" for line in lines)])


class Parser(argparse.ArgumentParser):
    """``argparse`` with its fixed English words in the user's language."""

    def __init__(self, say: Say, **options: Any) -> None:
        self.say = say

        class Layout(argparse.RawDescriptionHelpFormatter):
            def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
                super().add_usage(usage, actions, groups, say("cách dùng: ", "usage: ") if prefix is None else prefix)

        super().__init__(add_help=False, allow_abbrev=False, formatter_class=Layout, **options)
        self._positionals.title = say("đối số", "arguments")
        self._optionals.title = say("tùy chọn", "options")
        self.add_argument("-h", "--help", action="help", help=say("in trợ giúp này", "print this help"))

    def add_language(self, default: str = argparse.SUPPRESS) -> None:
        """``--lang``; given before or after the command, the last one counts."""
        words = self.say("ngôn ngữ của kết quả: vi (mặc định) hay en", "language of results: vi (default) or en")
        self.add_argument("--lang", choices=("vi", "en"), default=default, help=words)

    def error(self, message: str) -> NoReturn:
        """One line that says what is wrong and where help is; exit code 2."""
        text = message if self.say.lang == "en" else _in_vietnamese(message)
        hint = _suggestion(message) or _meant(message, self)
        if hint:
            text += self.say(f"; có phải {hint}?", f"; did you mean {hint}?")
        see = self.say("xem", "see")
        print(f"doichieu: {text} ({see}: {self.prog} --help)", file=sys.stderr)
        sys.exit(2)


def new_command(commands: Commands[Parser], name: str, say: Say, summary: str, examples: Iterable[str]) -> Parser:
    """Add a command with its one-line summary and its examples."""
    epilog = help_text(say("ví dụ:", "examples:"), *examples)
    parser = commands.add_parser(name, say=say, help=summary, description=summary, epilog=epilog)
    parser.add_language()
    return parser


def add_rules_option(parser: Parser) -> None:
    """``--rules DIR``: an office's own rules, laid over those that the program came with."""
    words = parser.say(
        "thư mục quy tắc của cơ quan, thêm vào quy tắc kèm theo (tệp trùng tên thì thay; bản sao đủ thì thay hẳn)",
        "the office's rules, added to the program's own (a file of the same name replaces it; a whole copy all)",
    )
    parser.add_argument("--rules", metavar="DIR", help=words)


def day(words: str) -> date:
    """An argument that is a day: ISO, or day/month/year as offices write it."""
    from pipeline.text.dates import read_day

    found = read_day(words)
    if found is None:
        raise ValueError(words)
    return found


def _in_vietnamese(message: str) -> str:
    for pattern, words in _MISTAKES:
        if found := re.fullmatch(pattern, message):
            return words.format(*found.groups())
    return message


def _suggestion(message: str) -> str | None:
    found = re.search(r"invalid choice: '(.+?)' \(choose from (.+)\)", message)
    if not found:
        return None
    near = difflib.get_close_matches(found[1], re.findall(r"[\w.-]+", found[2]), n=1)
    return near[0] if near else None


def _meant(message: str, parser: argparse.ArgumentParser) -> str | None:
    """-> the option, of this parser or of a command of its, that an unknown one is a slip of."""
    found = re.match(r"unrecognized arguments: (--[\w-]+)", message)
    near = difflib.get_close_matches(found[1], _options(parser), n=1, cutoff=0.7) if found else []
    return near[0] if near else None


def _options(parser: argparse.ArgumentParser) -> list[str]:
    below = [c for a in parser._actions if isinstance(a, Commands) for c in a.choices.values()]
    return sorted({*parser._option_string_actions, *(option for child in below for option in _options(child))})
