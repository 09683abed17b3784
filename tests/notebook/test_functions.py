"""``pipeline.notebook`` in a plain script: figures and tables, whole letters, one clear sentence where it fails."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("matplotlib", reason="figures need the extra: pip install '.[notebooks]'")
pytest.importorskip("networkx", reason="the graph needs the extra: pip install '.[notebooks]'")

import pandas as pd

import pipeline
from pipeline import notebook as nb
from pipeline.knowledge.lineage import lineage
from pipeline.knowledge.load import load_rules
from pipeline.notebook.copies import _names_out
from pipeline.notebook.drawing import FONT, VERDICTS, ink_on, swarm, wrap
from pipeline.notebook.money import _counts
from tests.tools.places import PLANS

RULES = load_rules()
PICTURES = {
    "heatmap": nb.heatmap,
    "milestones": lambda tables, **more: nb.milestones(tables, "TRAIN", **more),
    "distribution": nb.distribution,
    "lineage": nb.lineage,
    "spread": nb.spread,
    "timeline": nb.timeline,
    "registry_states": nb.registry_states,
}


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("name", PICTURES)
def test_every_letter_of_a_figure_is_in_its_font(name: str, lang: str, small_tables: Any) -> None:
    from matplotlib.font_manager import findfont, get_font
    from matplotlib.text import Text

    known = set(get_font(findfont(FONT, fallback_to_default=False)).get_charmap())
    figure = PICTURES[name](small_tables, lang=lang)
    words = [text for text in figure.findobj(Text) if text.get_text().strip()]
    assert len(words) >= 5
    assert {c for text in words for c in text.get_text() if ord(c) not in known} <= {"\n"}
    assert {text.get_fontfamily()[0] for text in words} == {FONT}
    data, size = figure._repr_png_()
    assert data.startswith(b"\x89PNG")
    assert size["width"] > 300


def test_verdicts_differ_by_sign_and_by_colour() -> None:
    assert len({sign for _, sign, _ in VERDICTS.values()}) == len({c for c, _, _ in VERDICTS.values()}) == len(VERDICTS)
    assert (ink_on("#f0e442"), ink_on("#0072b2")) == ("#1b1f24", "#ffffff")


def test_tables_without_verdicts_are_told_how_to_get_them() -> None:
    with pytest.raises(nb.NothingToShowError, match="against"):
        nb.heatmap(pipeline.tables([]))


def test_a_goal_that_is_not_there_is_answered_with_those_that_are(small_tables: Any) -> None:
    with pytest.raises(nb.NothingToShowError, match="TRAIN"):
        nb.milestones(small_tables, "KHÔNG-CÓ")


def test_a_missing_package_is_one_sentence(small_tables: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [n for n in sys.modules if n.split(".")[0] == "networkx"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "networkx", None)
    with pytest.raises(nb.MissingExtraError, match=r"networkx.*doichieu\[notebooks\]"):
        nb.lineage(small_tables)


def test_the_two_plans_as_they_stand(small_tables: Any) -> None:
    broken = nb.broken_citations(small_tables).set_index("written")
    assert broken.loc["112/2021/QĐ-TTg", "document"] == "112/QĐ-TTg"
    assert "89/KH-UBND" in broken.loc["112/2021/QĐ-TTg", "seen_in"]
    dropped = nb.dropped(small_tables)
    assert set(dropped.loc[dropped["commune"].str.lower() == "quận 11", "family"]) >= {"STAFF", "SERVICE"}
    graph = nb.citation_graph(small_tables)
    assert graph.edges["phường Kim Trà", "112/QĐ-TTg"]["broken"] == {"wrong": 1}
    assert graph.has_edge("phường Kim Trà", "thành phố Huế")


def test_what_has_vanished_from_the_folder_is_not_told_of(small_tables: Any) -> None:
    documents = small_tables["documents"]
    gone = documents.assign(vanished=(documents["doc_id"] == documents["doc_id"].iloc[0]))
    rest = {**small_tables, "documents": gone}
    assert set(nb.citations(rest)["commune"].str.lower()) == {"quận 11"}
    assert set(nb.dropped(rest)["commune"].str.lower()) == {"quận 11"}
    assert set(nb.money(rest)["commune"].str.lower()) <= {"quận 11"}


def test_a_row_leads_back_to_its_words(small_tables: Any) -> None:
    row = small_tables["targets"].iloc[0]
    shown = nb.quote(row, small_tables)
    assert f"[{row['quote']}]" in str(shown)
    assert "mục I.2" in str(shown)
    with pytest.raises(nb.NothingToShowError, match="nguyên văn"):
        nb.quote({"doc_id": row["doc_id"]}, small_tables)


def test_a_file_that_has_changed_is_not_quoted(tmp_path: Path) -> None:
    plan = tmp_path / "a.txt"
    source = PLANS / "kim-tra-2026.txt"
    plan.write_bytes(source.read_bytes())
    tables = pipeline.tables(plan)
    plan.write_bytes(source.read_bytes() + b"\nThem.")
    with pytest.raises(nb.NothingToShowError, match="changed"):
        nb.quote(tables["targets"].iloc[0], tables)


def test_a_browsed_table_is_escaped_and_asks_for_nothing() -> None:
    pytest.importorskip("itables", reason="tables are browsed with the extra: pip install '.[notebooks]'")
    page = nb.browse(pd.DataFrame({"title": ["<script>alert(1)</script>", "x" * 300], "value": [70.0, 70.5]})).html
    assert "<script>alert(1)" not in page
    assert "unpkg.com/dt_for_itables/dt_bundle.js'" not in page
    with pytest.raises(nb.NothingToShowError, match="title"):
        nb.browse(pd.DataFrame({"title": ["a"]}), columns=["tên"])


@pytest.mark.parametrize(
    ("issuer", "number", "level"),
    [
        ("Ủy ban nhân dân phường Kim Trà", None, "xa"),
        ("UBND tỉnh Cà Mau", "62/KH-UBND", "tinh"),
        ("Bộ Lao động - Thương binh và Xã hội", "26/2022/TT-BLĐTBXH", "bo"),  # its "Xã hội" is no xã
        ("Sở Lao động - Thương binh và Xã hội", None, "tinh"),
        (None, "112/QĐ-TTg", "tw"),
        (None, "64/2025/QH15", "tw"),
        (None, "30/2015/TTLT-BLĐTBXH-BNV", "bo"),
        (None, "12/KH-UBND", None),
    ],
)
def test_level_of_an_issuer(issuer: str | None, number: str | None, level: str | None) -> None:
    assert lineage(RULES).level(issuer, number) == level


def test_copies_are_seen_through_names_figures_and_labels() -> None:
    one = _names_out("a) Tổ chức 04 lớp tập huấn tại thôn Bãi Rạch trước ngày 25/4/2023.")
    assert one == _names_out("- Tổ chức 12 lớp tập huấn tại thôn Gò Sậy trước ngày 01/9/2024.")


def test_a_total_and_its_parts_are_not_added_twice() -> None:
    assert not _counts(100, [60, 40])
    assert _counts(60, [100, 40])
    assert _counts(100, [20, 10])  # the parts named are not the whole: the total stands
    assert not _counts(20, [100, 10])
    assert _counts(5, [])


def test_words_are_wrapped_and_points_do_not_lie_on_each_other() -> None:
    assert wrap("Ủy ban nhân dân phường Hòa Thịnh Thượng", 20, 1) == "Ủy ban nhân dân …"
    assert swarm([60, 60, 70], 0.1) == [-0.05, 0.05, 0.0]


def test_what_a_body_changed_from_one_year_to_the_next(tmp_path: Path) -> None:
    """That both set their figure for their own year is no change; the place is in the later plan, or where it stood."""
    plan = (
        "ỦY BAN NHÂN DÂN\nXÃ THỬ MỘT\nSố: 12/KH-UBND\nThử Một, ngày 12 tháng 01 năm {year}\nKẾ HOẠCH\n"
        "Phát triển công tác xã hội năm {year}\n\nI. MỤC TIÊU\n{goals}\nNơi nhận:\n- Lưu: VT.\n"
    )
    same, raised = "- 100% trẻ em mồ côi được trợ giúp xã hội.\n", "- {0}% hộ nghèo được tư vấn công tác xã hội.\n"
    first = same + raised.format(60) + "- 70% trường học có tổ tư vấn tâm lý.\n"
    second = same + raised.format(75) + "- 80% người cao tuổi được khám sức khỏe.\n"
    for year, goals in ((2025, first), (2026, second)):
        (tmp_path / f"{year}.txt").write_text(plan.format(year=year, goals=goals), encoding="utf-8")
    tables = pipeline.tables(tmp_path)
    changed = nb.changes(tables, "xã Thử Một")
    assert [tuple(row) for row in changed[["before", "after", "changes"]].itertuples(index=False)] == [
        ("60%", "75%", "nâng mức"), ("", "80%", "thêm"), ("70%", "", "bỏ"),
    ]  # fmt: skip
    assert ["[75% hộ nghèo" in str(nb.quote(row, tables)) for row in changed.itertuples()] == [True, False, False]
    assert "trường học" in str(nb.quote(changed.iloc[2], tables))
    with pytest.raises(nb.NothingToShowError):
        nb.changes(tables, "xã Thử Hai")


def test_a_programme_is_counted_only_where_the_plan_is_about_it(small_tables: Any) -> None:
    done = nb.programmes(small_tables)
    assert sorted(done["commune"]) == ["Quận 11", "phường Kim Trà"]
    counted = done["reached"] + done["weak"] + done["unsure"]
    assert (counted == done["goals"]).all()
    assert (done["missing"] <= done["weak"]).all()
    away = {**small_tables, "legal_references": small_tables["legal_references"].iloc[:0]}
    lost = small_tables["alignment"].assign(status="missing")
    with_nothing = nb.programmes({**away, "alignment": lost})
    assert len(with_nothing) == 0


def test_slips_are_told_once_with_the_place(small_tables: Any) -> None:
    found = nb.slips(small_tables)
    assert "Phân đầu" in set(found["written"])
    assert not found.duplicated(["doc_id", "start", "end"]).any()
    assert all(f"[{row.written}]" in str(nb.quote(row, small_tables)) for row in found.itertuples())
