"""What is asked first, by one word, hides nothing that would be found without the question."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.extract import bodies
from pipeline.extract.bodies import BodyReader, begins_body, bodies_from
from pipeline.extract.references import citation, find_references
from pipeline.extract.targets import find, find_targets
from pipeline.knowledge.agencies import FIRST_WORD, agencies
from pipeline.knowledge.duties import duties
from pipeline.knowledge.load import load_rules
from pipeline.knowledge.targets import target_words
from pipeline.parse import parse_file
from pipeline.text.fold import bare, fold

ROOT = Path(__file__).resolve().parents[2]
PLANS = [*sorted((ROOT / "corpus" / "plans").glob("*.txt")), *sorted((ROOT / "tests" / "gold").rglob("*.txt"))[:8]]


class _Every(frozenset[str]):
    def __contains__(self, word: object) -> bool:
        return True


@pytest.mark.parametrize("path", PLANS[:3], ids=lambda path: path.stem)
def test_every_body_begins_with_a_word_that_is_known_to_open_one(path: Path) -> None:
    rules, text = load_rules(), path.read_text(encoding="utf-8")
    reader = BodyReader(text, fold(text), bare(text), agencies(rules), duties(rules))
    asking = replace(reader, known=replace(reader.known, opening=_Every()))
    starts = [hit.start() for hit in FIRST_WORD.finditer(text)]
    ends = {start: min(len(text), start + 200) for start in starts}
    wanted = [(begins_body(at, ends[at], asking), bodies_from(at, ends[at], asking)) for at in starts]
    assert [(begins_body(at, ends[at], reader), bodies_from(at, ends[at], reader)) for at in starts] == wanted
    assert any(found for found, _ in wanted)
    assert sum(bodies._may_begin(at, ends[at], reader) for at in starts) < len(starts) / 2


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_no_cue_and_no_kind_is_lost_to_the_question_for_its_last_word(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = load_rules()
    document = parse_file(path, rules)
    monkeypatch.setattr(find, "target_words", lambda given: replace(target_words(given), closing=_Every()))
    monkeypatch.setattr(citation, "_may_end_kind", lambda window, names: True)
    assert find_targets(document, rules) == document.targets
    assert find_references(document, rules) == document.legal_references
