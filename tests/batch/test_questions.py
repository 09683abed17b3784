"""Each question on the page of columns is answered by its SQL and by its Python, on plans with planted faults."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

pytest.importorskip("duckdb", reason="SQL over the tables needs the extra: pip install '.[sql]'")

import pipeline
from pipeline.batch.query import ask
from pipeline.batch.run import Options, ingest
from pipeline.batch.work import Basis
from pipeline.knowledge.load import load_rules
from pipeline.knowledge.tables import Question, table_words
from tests.tools.places import PLANS

QUESTIONS = table_words(load_rules()).questions.asked
MORE = """
Phòng Văn hóa - Xã hội chủ trì rà soát, lập danh sách đối tượng bảo trợ xã hội trên địa bàn trước ngày 15/5/2026.
Căn cứ Thông tư liên tịch số 30/2015/TTLT-BLĐTBXH-BNV ngày 19 tháng 8 năm 2015 của liên Bộ;
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Three plans: the two of the corpus, and one that another ward has copied, lower, with a dead circular."""
    home = tmp_path_factory.mktemp("questions")
    plans = home / "plans"
    plans.mkdir()
    text = (PLANS / "kim-tra-2026.txt").read_text(encoding="utf-8")
    (plans / "a.txt").write_text(text, encoding="utf-8")
    (plans / "b.txt").write_bytes((PLANS / "quan-11-2023.txt").read_bytes())
    copied = text.replace("Kim Trà", "An Bình").replace("KIM TRÀ", "AN BÌNH").replace("Đạt 70%", "Đạt 50%")
    duty = "1. Phòng Văn hóa - Xã hội"
    assert duty in copied
    (plans / "c.txt").write_text(copied.replace(duty, MORE + duty, 1), encoding="utf-8")
    ingest([str(plans)], str(home / "tables"), Basis(against=("112/QĐ-TTg",)), Options(workers=1))
    return str(home / "tables")


def answer(question: Question, tables: Any, month: str) -> Any:
    """-> what the last line of the Python gives, as in the cell of a notebook; the month is that of the plans."""
    lines = ast.parse(question.python)
    names: dict[str, Any] = {"tables": tables, "pd": pd, "nb": pipeline.notebook}
    for line in lines.body[:-1]:
        exec(compile(ast.Module([line], []), "<question>", "exec"), names)
        names |= {"month": month} if "month" in names else {}
    last = lines.body[-1]
    assert isinstance(last, ast.Expr)
    return eval(compile(ast.Expression(last.value), "<question>", "eval"), names)


@pytest.mark.slow
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.ask.en)
def test_a_question_has_an_answer(question: Question, folder: str) -> None:
    rows = list(ask(question.sql.replace("current_date", "DATE '2026-04-20'"), folder).rows)
    found = answer(question, pipeline.tables(folder), "2026-05")
    assert len(found) > 0
    if "copied" not in question.python:  # word for word in SQL, by paragraphs in Python
        assert len(rows) == len(found)
    assert len(rows) > 0


def test_the_page_has_every_question() -> None:
    page = (Path(__file__).parents[2] / "extracted" / "README.md").read_text(encoding="utf-8")
    assert len(QUESTIONS) == 5
    assert all(question.sql.strip() in page and question.python.strip() in page for question in QUESTIONS)
