from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.errors import RulesError
from pipeline.knowledge.load import Rules, load_rules
from pipeline.knowledge.messages import messages
from tests.tools.places import ROOT

PACKAGE = ROOT / "pipeline"


def test_every_message_that_code_names_is_there() -> None:
    known = messages(load_rules()).by_key
    named = {
        key
        for path in PACKAGE.rglob("*.py")
        for key in re.findall(r"""\bsay\(\s*"([a-z_]+\.[a-z_.]+)\"""", path.read_text(encoding="utf-8"))
    }
    assert len(named) > 20
    assert named <= set(known)


def test_english_knows_one_from_many() -> None:
    say = messages(load_rules(), "en")
    assert [say("count.error", n=n) for n in (1, 2)] == ["1 error", "2 errors"]


def test_a_message_that_fills_other_places_in_english_is_refused(tmp_path: Path) -> None:
    (tmp_path / "messages").mkdir()
    (tmp_path / "messages" / "a.yaml").write_text('messages:\n  a: {vi: "x {b}", en: "x {c}"}\n', encoding="utf-8")
    with pytest.raises(RulesError, match=r"messages/a.yaml:2"):
        messages(Rules(tmp_path))
