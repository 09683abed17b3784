"""A number alone does not name a document; a number with its date, year or title does."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.errors import RulesError
from pipeline.knowledge import Rules, load_rules
from pipeline.knowledge.registry import Registry, is_local, number_key, number_year, registry, same_issuer, same_title


@pytest.fixture(scope="module")
def known() -> Registry:
    return registry(load_rules())


@pytest.mark.parametrize(
    ("number", "issued_on", "means", "evidence"),
    [
        ("112/2021/QĐ-TTg", date(2021, 1, 22), "112/QĐ-TTg", "date"),  # the wrong form of Huế's plans
        ("112/2021/QĐ-TTg", None, "112/QĐ-TTg", "year"),  # its own year says which 112
        ("112/QĐ-TTG", date(2021, 1, 22), "112/QĐ-TTg", "date"),  # a capitalised heading
        ("112 / QĐ- TTg", date(2021, 1, 22), "112/QĐ-TTg", "date"),
        ("112/QĐ-TTg", date(2021, 2, 22), "112/QĐ-TTg", "year"),  # wrong month: one number a year
        ("110/2024/NĐ-CP", date(2024, 8, 3), "110/2024/NĐ-CP", "normative"),
        ("110/2024/ND-CP", None, "110/2024/NĐ-CP", "normative"),  # a typist's D
        ("30/2017/TTLT-BLĐTBXH-BNV", date(2017, 2, 2), "30/2015/TTLT-BLĐTBXH-BNV", "date"),
        ("11/2011/TTLT/BTC-BLĐTBXH", None, "11/2011/TTLT-BTC-BLĐTBXH", "normative"),
    ],
)
def test_a_citation_means_one_document(
    known: Registry, number: str, issued_on: date | None, means: str, evidence: str
) -> None:
    match = known.identify(number, issued_on)
    assert match is not None
    assert (match.document.number, match.evidence) == (means, evidence)


@pytest.mark.parametrize(
    ("number", "issued_on"),
    [
        ("112/QĐ-TTg", None),  # three decisions bear it
        ("112/QĐ-TTg", date(2019, 1, 22)),  # a year of which nothing is known
        ("89/KH-UBND", date(2023, 2, 28)),  # every province has one every year
        ("9999/QĐ-TTg", date(2021, 1, 22)),
    ],
)
def test_what_cannot_be_told_is_not_guessed(known: Registry, number: str, issued_on: date | None) -> None:
    assert known.lookup(number, issued_on) is None


def test_a_title_tells_homonyms_apart(known: Registry) -> None:
    found = known.lookup("112/QĐ-TTg", None, title="phê duyệt Chương trình phát triển công tác xã hội")
    assert found is not None
    assert found.issued_on == date(2021, 1, 22)


def test_another_place_of_the_same_number_is_another_document(known: Registry) -> None:
    assert known.lookup("89/KH-UBND", date(2024, 2, 29), issuer="Ủy ban nhân dân tỉnh Lào Cai") is None
    assert known.lookup("89/KH-UBND", date(2024, 2, 29), issuer="Ủy ban nhân dân tỉnh Thừa Thiên Huế") is not None


def test_replaced_is_judged_on_the_day(known: Registry) -> None:
    circular = known.lookup("30/2015/TTLT-BLĐTBXH-BNV")
    assert circular is not None
    assert circular.replaced_by(date(2023, 1, 27)) is None
    relation = circular.replaced_by(date(2023, 1, 28))
    assert relation is not None
    assert relation.number == "26/2022/TT-BLĐTBXH"


def test_every_dated_relation_leads_to_a_known_document_or_says_its_date(known: Registry) -> None:
    for document in known.documents:
        for relation in document.relations:
            told = relation.from_day is None or known.of(relation) or relation.issued_on
            assert told, (document.number, relation.number)


def test_replacing_and_replaced_agree(known: Registry) -> None:
    for document in known.documents:
        for relation in document.relations:
            other = known.of(relation)
            if relation.kind == "replaces" and other is not None:
                back = [r for r in other.relations if r.kind == "replaced_by" and known.of(r) is document]
                assert [r.from_day for r in back] == [relation.from_day], document.number


@pytest.mark.parametrize(
    ("number", "key"),
    [("05/KH-UBND", "5-kh-ubnd"), ("37/TTr-SGD&ĐT", "37-ttr-sgd&đt"), ("189 /KH- UBND", "189-kh-ubnd")],
)
def test_numbers_are_compared_without_their_typing(number: str, key: str) -> None:
    assert number_key(number) == key


def test_year_and_place_of_a_number() -> None:
    assert number_year("110/2024/NĐ-CP") == 2024
    assert number_year("112/QĐ-TTg") is None
    assert all(map(is_local, ("174/KH-UBND", "08-CTr/TU", "1371/KH-SYT")))
    assert not any(map(is_local, ("112/QĐ-TTg", "26/2022/TT-BLĐTBXH", "42-NQ/TW", "555/LĐTBXH-BTXH")))


def test_issuers_and_titles_that_differ_in_typing_agree() -> None:
    assert same_issuer("UBND TP. Huế", "Ủy ban nhân dân thành phố Huế")
    assert same_issuer("UBND TP.HCM", "Ủy ban nhân dân Thành phố Hồ Chí Minh")
    assert not same_issuer("UBND tỉnh Bắc Ninh", "UBND tỉnh Ninh Bình")
    assert same_issuer("Bộ GD&ĐT", "Bộ Giáo dục và Đào tạo")
    assert same_issuer("Bộ LĐ-TB&XH", "Bộ Lao động - Thương binh và Xã hội")
    assert same_issuer("Bộ trưởng Bộ Y tế", "Bộ Y tế")
    assert same_issuer("Ban Thường vụ Tỉnh ủy", "Tỉnh ủy")
    assert not same_issuer("Sở Y tế", "Bộ Y tế")
    assert not same_issuer("Thủ tướng Chính phủ", "Chính phủ")
    assert not same_issuer("Văn phòng Chính phủ", "Chính phủ")
    assert not same_issuer("Ủy ban Thường vụ Quốc hội", "Quốc hội")
    assert same_title(
        "về việc ban hành Chương trình phát triển công tác xã hội", "Chương trình phát triển công tác xã hội"
    )
    assert not same_title("Về công tác văn thư", "Về công tác xã hội")


def test_a_broken_entry_names_its_line(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "registry.yaml").write_text("documents:\n  - number: 1/QĐ-TTg\n    doc_type: 3\n    datum: x\n")
    with pytest.raises(RulesError, match=r"registry\.yaml:[34]:"):
        registry(Rules(tmp_path))


def test_a_law_goes_by_its_name_the_newest_first(known: Registry) -> None:
    assert [d.number for d in known.laws("Luật Ngân sách nhà nước")] == ["89/2025/QH15", "83/2015/QH13"]
    assert [d.number for d in known.laws("trẻ em")] == ["102/2016/QH13"]
    assert known.laws("Luật Không có") == ()


def test_a_number_of_another_year_and_a_title_lead_to_the_document(known: Registry) -> None:
    assert "200/2025/NĐ-CP" in [d.number for d in known.of_another_year("200/2023/NĐ-CP")]
    assert known.of_another_year("112/QĐ-TTg") == ()
    assert [d.number for d in known.titled("sử dụng nguồn đóng góp tự nguyện khắc phục thiên tai", 0.8, 4)] == [
        "93/2021/NĐ-CP"
    ]


def test_search_needs_no_diacritics(known: Registry) -> None:
    assert "200/2025/NĐ-CP" in [d.number for d in known.search("phong thu dan su")]
    assert [d.issued_on for d in known.search("112/QĐ-TTg")] == [
        date(2021, 1, 22),
        date(2006, 1, 20),
        date(2012, 1, 20),
    ]
