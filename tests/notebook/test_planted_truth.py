"""What the notebooks say of the demo's plans is what was planted in them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.generator.truth import differences

pytest.importorskip("pyarrow", reason="ingest writes Parquet")

from pipeline import notebook as nb

pytestmark = pytest.mark.slow
SCHOOLS, SCHOOLS_OVER = "33/2018/TT-BGDĐT", "2025-10-31"  # by 18/2025/TT-BGDĐT (rules/registry.yaml)
REPLACED = "2023-01-28"  # 30/2015/TTLT-BLĐTBXH-BNV by 26/2022/TT-BLĐTBXH (rules/registry.yaml)


@pytest.fixture(scope="module")
def planted(demo_folder: Path) -> dict[str, Any]:
    """-> the truth of each plan by its file."""
    lines = (demo_folder / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    return {str(demo_folder / truth["file"]): truth for truth in map(json.loads, lines)}


def of_kind(planted: dict[str, Any], kind: str) -> set[tuple[str, str]]:
    """-> (file, words) of every planted fault of a kind."""
    return {(file, f["quote"]) for file, truth in planted.items() for f in truth["faults"] if f["kind"] == kind}


def test_who_dropped_which_target(demo_tables: Any, planted: dict[str, Any]) -> None:
    """Nobody is said to have dropped a target that was read in the plan, and hardly a dropped one passes unseen."""
    told = {(row.source, row.family) for row in nb.dropped(demo_tables).itertuples()}
    wanted = of_kind(planted, "target-dropped")
    misread = {
        file
        for file, truth in planted.items()
        if any("target lost" in d for d in read_otherwise(demo_tables, truth, file))
    }
    assert {(file, family) for file, family in told - wanted if file not in misread} == set()
    assert len(told & wanted) >= 8
    assert len(wanted - told) <= len(wanted) // 8  # answered, so the program thinks, by a target of the plan's own


def read_otherwise(tables: Any, truth: Any, file: str) -> list[str]:
    """-> what the generator's own comparison says of the reading of one plan."""
    documents = tables["documents"]
    doc_id = documents.loc[documents["source"] == file, "doc_id"].iloc[0]
    rows = []
    for name in ("legal_references", "targets"):
        table = tables[name]
        found = table[table["doc_id"] == doc_id].to_dict("records")
        rows.append([{k: None if pd.api.types.is_scalar(v) and pd.isna(v) else v for k, v in r.items()} for r in found])
    return differences(truth, *rows)


def test_the_wrong_number_is_followed_to_every_plan_that_has_it(demo_tables: Any, planted: dict[str, Any]) -> None:
    wrong = of_kind(planted, "year-in-number")
    cited = nb.citations(demo_tables)
    told = cited[(cited["broken"] == "wrong") & cited["written"].isin({number for _, number in wrong})]
    assert set(zip(told["source"], told["written"], strict=True)) >= wrong
    (row,) = nb.broken_citations(demo_tables).query("written == '112/2021/QĐ-TTg'").to_dict("records")
    assert row["plans"] == len(wrong) > 10
    assert row["first"] == min(demo_tables["documents"].set_index("source").loc[[f for f, _ in wrong], "issued_on"])
    assert "184/KH-UBND" in row["seen_in"]


def test_dead_documents_are_those_planted(demo_tables: Any, planted: dict[str, Any]) -> None:
    """On the day of the plan: a plan from before the circular's end cites it rightly."""
    dead = nb.citations(demo_tables).query("broken == 'dead'")
    day = {file: truth["metadata"]["issued_on"] for file, truth in planted.items()}
    wanted = {(file, number) for file, number in of_kind(planted, "dead-circular") if day[file] >= REPLACED}
    assert set(dead[dead["document"] == SCHOOLS]["source"].map(day)) <= {d for d in day.values() if d >= SCHOOLS_OVER}
    dead = dead[dead["document"] != SCHOOLS]  # cited by all, and over for the last plans
    assert set(zip(dead["source"], dead["document"], strict=True)) == wanted


def test_nobody_is_said_to_have_copied_who_has_not(demo_tables: Any, planted: dict[str, Any]) -> None:
    """A copy of a copy may be told as one of the first: both belong to one family."""
    file_of = {truth["doc"]: file for file, truth in planted.items()}
    family = {file: file for file in planted}

    def head(file: str) -> str:
        while family[file] != file:
            file = family[file]
        return file

    for file, truth in planted.items():
        if truth["copied_from"]:
            family[head(file)] = head(file_of[truth["copied_from"]])
    source = demo_tables["documents"].set_index("doc_id")["source"]
    told = nb.copied(demo_tables)
    assert len(told) >= 3
    assert all(head(source[row.doc_id]) == head(source[row.from_doc_id]) for row in told.itertuples())


def test_lineage_goes_up_to_the_prime_minister(demo_tables: Any, planted: dict[str, Any]) -> None:
    nx = pytest.importorskip("networkx", reason="the graph needs the extra notebooks")
    graph = nb.citation_graph(demo_tables)
    top = {truth["carries_out"][-1]["number"] for truth in planted.values()}
    communes = [node for node, data in graph.nodes(data=True) if data["level"] == "xa"]
    assert len(communes) > 10
    assert all(any(nx.has_path(graph, commune, number) for number in top) for commune in communes)
    parents = {
        truth["metadata"]["issuer"] for truth in planted.values() if truth["metadata"]["issuer"].split()[4] == "tỉnh"
    }
    assert {f"Ủy ban nhân dân {n}" for n, d in graph.nodes(data=True) if d["level"] == "tinh" and d["plans"]} == parents
