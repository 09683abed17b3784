"""The generator of plans: the same bytes for the same seed, every plan marked, and what is read is what was planted."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from pipeline.api import read
from pipeline.evaluate.gold import GoldDocument, check_quotes
from pipeline.text.fold import fold
from tests.generator.compose import compose
from tests.generator.files import as_text
from tests.generator.pdf import register_fonts
from tests.generator.truth import differences
from tests.generator.world import orders, part, programmes
from tests.tools.make_corpus import main

MADE_UP = "Văn bản sinh tự động để thử, không phải văn bản thật"
Truth = dict[str, Any]


def formats() -> str:
    try:
        register_fonts()
    except FileNotFoundError:
        return "txt,docx"
    return "txt,docx,pdf"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("generated")
    assert main([str(out), "--count", "30", "--formats", formats()]) == 0
    return out


def truths(corpus: Path) -> list[Truth]:
    return [json.loads(line) for line in (corpus / "truth.jsonl").read_text(encoding="utf-8").splitlines()]


def test_the_same_seed_gives_the_same_bytes(corpus: Path, tmp_path: Path) -> None:
    main([str(tmp_path), "--count", "30", "--formats", formats()])
    files = sorted(path.relative_to(corpus) for path in corpus.rglob("*") if path.is_file())
    assert files == sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file())
    assert all((corpus / file).read_bytes() == (tmp_path / file).read_bytes() for file in files)


@pytest.mark.slow
def test_several_processes_write_the_same_bytes(tmp_path: Path) -> None:
    for jobs in ("1", "2"):
        main([str(tmp_path / jobs), "--count", "130", "--formats", "txt", "--jobs", jobs])
    one, two = ((tmp_path / jobs / "truth.jsonl").read_bytes() for jobs in ("1", "2"))
    assert one == two
    assert len(one.splitlines()) == 130


def test_no_two_plans_are_the_same_and_each_says_that_it_is_made_up() -> None:
    texts = [as_text(compose(order)).decode() for order in orders(150, 3, [2024, 2025, 2026], ["txt"])]
    assert len(set(texts)) == len(texts)
    assert all(MADE_UP in text and 7_000 < len(text) < 17_000 for text in texts)


def test_plans_differ_in_numbering_parts_and_programme() -> None:
    chosen = orders(150, 3, [2024, 2025, 2026], ["txt"])
    plans = [compose(order) for order in chosen]
    assert {order.programme for order in chosen} == set(programmes())
    assert len({plan.look["labels"] for plan in plans} - {None}) >= 5
    assert any(plan.annex for plan in plans)
    assert {fault["kind"] for plan in plans for fault in plan.truth["faults"]} >= {
        "target-lowered", "target-dropped", "year-in-number", "abolished-body", "dead-circular", "other-place", "slip",
    }  # fmt: skip


def test_every_planted_word_stands_in_the_text_in_reading_order() -> None:
    for order in orders(60, 5, [2024, 2026], ["txt"]):
        plan = compose(order)
        gold = {
            "text_file": order.file,
            "origin": MADE_UP,
            "annotated": ["legal_references", "targets"],
            "legal_references": plan.truth["legal_references"],
            "targets": plan.truth["targets"],
        }
        assert check_quotes(GoldDocument.model_validate(gold), as_text(plan).decode()) == []


def test_a_plan_carries_out_plans_of_the_corpus_up_to_the_prime_minister(corpus: Path) -> None:
    known = {truth["doc"] for truth in truths(corpus)}
    for truth in truths(corpus):
        chain = truth["carries_out"]
        assert chain[-1]["doc"] is None
        assert chain[-1]["number"].endswith("/QĐ-TTg")
        assert all(step["doc"] in known for step in chain[:-1])
        cited = {reference["number"] for reference in truth["legal_references"]}
        assert not chain[:-1] or chain[0]["number"] in cited


def test_nothing_is_cited_before_it_was_issued() -> None:
    documents = part("documents")
    assert all(row["date"].year >= 2009 for row in documents.values())
    for order in orders(80, 9, [2022, 2024, 2026], ["txt"]):
        for reference in compose(order).truth["legal_references"]:
            assert reference["date"] is None or reference["date"] < order.day.isoformat()


@pytest.mark.slow
def test_what_is_read_is_what_was_planted(corpus: Path) -> None:
    """References with number and date, targets with value, comparator and year, and the frame; nothing beside them."""
    faults: dict[str, list[str]] = {}
    for truth in truths(corpus):
        document = read(corpus / truth["file"])
        records = [[asdict(record) for record in held] for held in (document.legal_references, document.targets)]
        found = differences(truth, *records)
        for name, wanted in truth["metadata"].items():
            given = getattr(document.metadata, name)
            if name != "doc_type" and not fold(str(given)).endswith(fold(str(wanted))):
                found.append(f"{name}: {given!r} for {wanted!r}")
        if found:
            faults[truth["file"]] = found
    assert not faults
