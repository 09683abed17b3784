"""The counts that the proofreader weighs words by: small, true to their tables, and useful for telling a sick page."""

from __future__ import annotations

import gzip
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from pipeline.knowledge.lexicon import health, lexicon
from pipeline.knowledge.lexicon.counts import FILE
from tests.tools.make_lexicon import make
from tests.tools.places import ROOT

TABLES = ROOT.parent / "shared" / "lexicon"


def test_the_file_is_small() -> None:
    assert FILE.stat().st_size <= 4 * 2**20


def test_a_word_outweighs_its_slip() -> None:
    known = lexicon()
    assert known.pair("kinh", "phí") > 1000 * known.pair("kính", "phí")
    assert known.triple("ủy", "bạn", "nhân") == 0 < known.triple("ủy", "ban", "nhân")
    assert known.count("internet") > known.count("sảy") > 0 == known.count("zzz")


@pytest.mark.parametrize(("word", "known"), [("được", True), ("nươc", False), ("nghành", False), ("internet", False)])
def test_what_has_no_shape_of_a_syllable_is_none(word: str, known: bool) -> None:
    assert lexicon().knows(word) is known


def test_many_are_answered_as_one() -> None:
    known = lexicon()
    words = ["ủy", "ban", "nhân", "dân", "zzz", "các", "cấp"]
    ids = known.ids(words)
    assert ids[4] == -1
    one_by_one = [known.pair(a, b) for a, b in pairwise(words)]
    assert known.pairs(ids[:-1], ids[1:]).tolist() == one_by_one
    assert known.triples(ids[:-2], ids[1:-1], ids[2:]).tolist()[2:5] == [0, 0, 0]


def test_a_sick_page_has_less_health_though_its_words_are_syllables() -> None:
    plan = "Ủy ban nhân dân xã xây dựng kế hoạch thực hiện chương trình giảm nghèo bền vững trên địa bàn"
    assert health(plan.split()) == 1.0
    misread = "Ũy bản nhần dẩn xà xảy đụng kẻ hoách thục biện chưởng tinh giám nghẹo bên vùng trện đìa bản"
    assert health(misread.split()) < 0.7
    assert health([]) == health(["và"]) == 1.0


def _tables(folder: Path, rows: dict[str, str]) -> None:
    for name in ("syllables", "bigrams", "trigrams"):
        with gzip.open(folder / f"{name}.tsv.gz", "wt", encoding="utf-8") as out:
            out.write(rows[name])


def test_tables_are_kept_as_they_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = {
        "syllables": "hoà\t30\t9\nhòa\t10\t4\nbình\t64\t9\ntổ\t500\t9\nchức\t500\t9\n"
        "câp\t299\t9\nnmục\t1559\t9\n年\t9\t9\n",
        "bigrams": "hòa bình\t32\t9\ncâp hòa\t50\t9\ntổ chức\t100\t9\n",
        "trigrams": "hoà bình tổ\t16\t9\nhòa bình tổ\t16\t9\n",
    }
    _tables(tmp_path, rows)
    out = tmp_path / "counts.npz"
    make(tmp_path, out)
    first = out.read_bytes()
    make(tmp_path, out)
    assert out.read_bytes() == first
    with np.load(out) as stored:
        assert bytes(stored["syllables"]).decode().split("\n") == ["bình", "chức", "hòa", "tổ"]
    monkeypatch.setattr("pipeline.knowledge.lexicon.counts.FILE", out)
    made = lexicon.__wrapped__()
    assert (made.pair("hòa", "bình"), made.pair("tổ", "chức"), made.pair("chức", "tổ")) == (32, 99, 0)
    assert (made.triple("hòa", "bình", "tổ"), made.triple("bình", "tổ", "hòa")) == (32, 0)
    assert made.count("hòa") == pytest.approx(40, rel=0.045)


def test_the_file_is_what_the_tables_give(tmp_path: Path) -> None:
    if not TABLES.is_dir():
        pytest.skip("the tables of counts are not beside the checkout")
    make(TABLES, tmp_path / "counts.npz")
    with np.load(tmp_path / "counts.npz") as made, np.load(FILE) as kept:
        assert all(np.array_equal(made[name], kept[name]) for name in kept.files)
