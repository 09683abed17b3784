"""The generator of plans: the same bytes for the same seed, every plan marked, and the truth beside it true."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from make_corpus import main

MADE_UP = "Văn bản sinh tự động để thử, không phải văn bản thật"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("generated")
    assert main([str(out), "--count", "24", "--formats", "txt,docx"]) == 0
    return out


def truths(corpus: Path) -> list[dict]:  # type: ignore[type-arg]
    return [json.loads(line) for line in (corpus / "truth.jsonl").read_text(encoding="utf-8").splitlines()]


def test_the_same_seed_gives_the_same_bytes(corpus: Path, tmp_path: Path) -> None:
    main([str(tmp_path), "--count", "24", "--formats", "txt,docx"])
    files = sorted(path.relative_to(corpus) for path in corpus.rglob("*") if path.is_file())
    assert files == sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file())
    assert all((corpus / file).read_bytes() == (tmp_path / file).read_bytes() for file in files)


def test_no_two_plans_are_the_same_and_each_says_that_it_is_made_up(corpus: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in corpus.rglob("*.txt")]
    assert len(texts) > 5
    assert len(set(texts)) == len(texts)
    assert all(MADE_UP in text and 7_000 < len(text) < 16_000 for text in texts)


def test_a_plan_carries_out_plans_of_the_corpus_up_to_the_prime_minister(corpus: Path) -> None:
    known = {truth["doc"] for truth in truths(corpus)}
    for truth in truths(corpus):
        chain = truth["carries_out"]
        assert chain[-1]["doc"] is None
        assert chain[-1]["number"].endswith("/QĐ-TTg")
        assert all(step["doc"] in known for step in chain[:-1])
