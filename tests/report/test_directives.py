from __future__ import annotations

from datetime import date

import pytest

from pipeline.cli import main
from pipeline.knowledge.directives import directives, the_directive
from pipeline.knowledge.load import load_rules
from pipeline.report.directives import directive_text, directives_text

RULES = load_rules()


def test_every_directive_is_listed_once_below_its_parent() -> None:
    known = directives(RULES)
    text = directives_text(known, rules=RULES, on=date(2026, 3, 1), width=400)
    lines = [line for line in text.splitlines() if line.lstrip().startswith("- ")]
    assert len(lines) == len(known)
    assert "tiếp nối bởi 417/QĐ-BNNMT (31/01/2026)" in text
    assert sum(line == "Trẻ em" for line in text.splitlines()) == 1
    for directive in known:
        assert sum(f"- {directive.directive_id} ·" in line for line in lines) == 1
    depth = {line.split("- ")[1].split(" ·")[0]: len(line) - len(line.lstrip()) for line in lines}
    assert depth["112/QĐ-TTg"] < depth["184/KH-UBND"]


def test_an_inferred_figure_is_called_inferred() -> None:
    directive = the_directive("112/QĐ-TTg", RULES)
    assert any(target.certainty == "inferred" for target in directive.targets)
    assert "inferred from other documents" in " ".join(
        directive_text(directive, rules=RULES, lang="en", width=200).split()
    )
    assert all(source in directive_text(directive, rules=RULES, width=400) for source in directive.sources)


def test_the_command_shows_one_and_names_the_known_for_an_unknown_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["directives", "show", "112/QĐ-TTg"]) == 0
    assert "Chương trình phát triển công tác xã hội" in capsys.readouterr().out
    assert main(["directives", "show", "113/QĐ-TTg"]) == 2
    err = capsys.readouterr().err
    assert len(err.splitlines()) == 1
    assert "112/QĐ-TTg" in err
