"""The spaCy pipeline says what the extractors say, about the text as it was given."""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
import unicodedata
from importlib.metadata import entry_points
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import pipeline
from pipeline.language import COMPONENTS, GROUPS, doc_of, target_kind
from pipeline.model import LegalReference, Section, Target
from tests.tools.places import PLANS

PLAN = PLANS / "kim-tra-2026.txt"
SHORT = "I. MỤC TIÊU\n- Phấn đấu trên 80% hộ nghèo được tập huấn theo Quyết định số 12/2025/QĐ-TTg."


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline.load()


@pytest.fixture(scope="module")
def doc(nlp: Language) -> Doc:
    return nlp(pipeline.read(PLAN).text)


def test_the_doc_holds_what_read_finds(doc: Doc) -> None:
    plan = pipeline.read(PLAN)
    assert doc.text == plan.text
    for group in ("sections", "legal_references", "slips", "targets", "deadlines", "tasks", "budget"):
        assert [span._.doichieu_record for span in doc.spans[group]] == list(getattr(plan, group))
    assert min(len(doc.spans[group]) for group in ("sections", "legal_references", "targets", "tasks", "budget")) > 2
    assert set(doc.spans) == set(GROUPS)
    assert doc._.doichieu_document.metadata == plan.metadata


def test_spans_cover_their_records(doc: Doc) -> None:
    for span in doc.spans["targets"]:
        assert isinstance(span._.doichieu_record, Target)
        assert span.start_char <= span._.doichieu_record.start
        assert span.end_char >= span._.doichieu_record.end
    assert all(isinstance(span._.doichieu_record, Section) for span in doc.spans["sections"])


def test_a_doc_of_a_read_plan_has_the_records_of_its_tables(nlp: Language) -> None:
    """A Doc made of the text alone cannot know which cell stands under which head."""
    plan = pipeline.read(PLANS / "quan-11-2023.docx")
    doc = nlp(doc_of(plan, nlp))
    assert doc._.doichieu_document == plan
    assert [span._.doichieu_record for span in doc.spans["tasks"]] == list(plan.tasks)


def test_entities_are_named_documents_targets_dates_money_and_bodies(nlp: Language) -> None:
    doc = nlp(
        "UBND phường Kim Trà giao Sở Tài chính tỉnh Cà Mau cấp 50.000.000 đồng trước ngày 30/6/2026.\n" + SHORT
        + "\nCác sở, ngành phối hợp; phòng họp, công an ninh."
    )  # fmt: skip
    assert [(span.text, span.label_) for span in doc.ents] == [
        ("UBND phường Kim Trà", "BODY"),
        ("Sở Tài chính tỉnh Cà Mau", "BODY"),
        ("50.000.000 đồng", "MONEY"),
        ("ngày 30/6/2026", "DATE"),
        ("Phấn đấu trên 80% hộ nghèo được tập huấn theo Quyết định số 12/2025/QĐ-TTg", "TARGET"),
    ]
    body, *_ = doc.ents
    assert body._.doichieu_record.name == "Ủy ban nhân dân phường Kim Trà"
    assert [span.text for span in doc.spans["legal_references"]] == ["Quyết định số 12/2025/QĐ-TTg"]


def test_an_entity_is_left_out_only_for_a_longer_one(doc: Doc) -> None:
    kept = {(span.start, span.end) for span in doc.ents}
    groups = ("legal_references", "targets", "deadlines", "dates", "bodies")
    told = [s for g in groups for s in doc.spans[g] if not getattr(s._.doichieu_record, "internal", False)]
    assert "mục IV" in {span.text for span in doc.spans["legal_references"]} - {span.text for span in doc.ents}
    assert len(told) > len(kept) > 20
    for span in told:
        assert any(a < span.end and span.start < b and b - a >= len(span) for a, b in kept)


def test_sentences_end_with_clauses_and_lines(nlp: Language) -> None:
    doc = nlp("a) Đạt 5% (nam; nữ); TP. Huế làm. Sau đó:\n\n- Chi 3,5 tỷ đồng./.\nMục | 2.5 | Cột")
    assert [sentence.text.rstrip() for sentence in doc.sents] == [
        "a) Đạt 5% (nam; nữ);", "TP. Huế làm.", "Sau đó:", "- Chi 3,5 tỷ đồng./.", "Mục | 2.5 | Cột",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("clause", "kind"),
    [
        ("Đến năm 2026, 80% hộ nghèo được tập huấn", "share"),
        ("Phấn đấu giảm 30% số vụ tai nạn đuối nước", "change"),
        ("Mỗi năm đào tạo ít nhất 120 lao động", "count"),
        ("Đến năm 2030, thu nhập bình quân đạt 90 triệu đồng/người", "rate"),
        ("Đến năm 2030, tổng thu ngân sách đạt 500 tỷ đồng", "money"),
    ],
)
def test_targets_are_labelled_by_what_they_set(nlp: Language, clause: str, kind: str) -> None:
    doc = nlp(f"I. MỤC TIÊU\n- {clause}.")
    (span,) = doc.spans["targets"]
    assert span.label_ == kind == target_kind(span._.doichieu_record)


def test_a_legal_number_is_one_token(doc: Doc) -> None:
    numbers = {span._.doichieu_record.number for span in doc.spans["legal_references"] if span._.doichieu_record.number}
    assert numbers
    assert numbers <= {token.text for token in doc}


def test_words_stand_only_where_a_target_is(doc: Doc) -> None:
    assert {"công tác", "xã hội"} <= {span.text for span in doc.spans["words"]}
    assert {span.label_ for span in doc.spans["words"]} >= {"N", "V"}
    targets = doc.spans["targets"]
    assert all(any(t.start <= w.start and w.end <= t.end for t in targets) for w in doc.spans["words"])


def test_other_spans_have_no_record(doc: Doc) -> None:
    assert doc[0:2]._.doichieu_record is None


def test_decomposed_letters_and_odd_blanks_keep_their_text(nlp: Language) -> None:
    given_text = unicodedata.normalize("NFD", SHORT).replace(" hộ", "\u00a0hộ\u200b") + "\r\n"
    doc = nlp(given_text)
    assert doc.text == given_text
    (target,) = doc.spans["targets"]
    assert unicodedata.normalize("NFC", target.text).startswith("Phấn đấu trên 80%")
    (reference,) = doc.spans["legal_references"]
    assert isinstance(reference._.doichieu_record, LegalReference)
    assert reference.text == unicodedata.normalize("NFD", reference._.doichieu_record.quote)


@settings(max_examples=30)
@given(st.text(alphabet=st.sampled_from("IV. -70%đạt\nhộQĐ/\u0301\u00a0\r\t"), max_size=60))
def test_the_text_is_never_changed(nlp: Language, text: str) -> None:
    assert nlp(text).text == text


PIECES = (
    "I. MỤC TIÊU", "\n", "- ", "Phấn đấu ", "80%", " hộ nghèo được tập huấn", "; ", ". ", "UBND phường Kim Trà",
    "Sở Y tế", " chủ trì ", "trước ngày 30/6/2026", " 5,5 tỷ đồng", "Quyết định số 12/QĐ-TTg", "(nam; nữ)", " | ",
    "\u00a0", "\u0301", "./.",
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_entities_spans_and_sentences_lie_on_the_borders_of_tokens(nlp: Language, text: str) -> None:
    """No more than the tokens that the record touches; entities apart from each other; sentences are the whole text."""
    doc = nlp(text)
    for span in (*doc.ents, *(span for group in doc.spans.values() for span in group)):
        assert text[span.start_char : span.end_char] == span.text
        if doc._.doichieu_document.text == text:
            record = span._.doichieu_record
            assert span.start_char <= record.start < span[0].idx + len(span[0])
            assert span[-1].idx < record.end <= span.end_char + len(span[-1].whitespace_)
    ends = [(span.start, span.end) for span in doc.ents]
    assert all(a[1] <= b[0] for a, b in pairwise(ends))
    assert "".join(sentence.text_with_ws for sentence in doc.sents) == text


def test_spacys_own_checks_find_nothing(nlp: Language) -> None:
    assert not any(nlp.analyze_pipes()["problems"].values())
    again = type(nlp).from_config(nlp.config)
    assert again.pipe_names == nlp.pipe_names
    assert again(SHORT)._.doichieu_document == nlp(SHORT)._.doichieu_document
    assert (nlp.meta["name"], nlp.meta["version"], nlp.lang) == ("doichieu", pipeline.__version__, "vi")


@pytest.mark.slow
@pytest.mark.parametrize("method", ["spawn", "fork"])
def test_many_processes_find_the_same(nlp: Language, method: str) -> None:
    """Under Windows and macOS each process begins anew, so that every component must be sendable."""
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"this system starts no process by {method}")
    code = (
        "import multiprocessing, pipeline\n"
        "if __name__ == '__main__':\n"
        f"    multiprocessing.set_start_method({method!r})\n"
        f"    docs = list(pipeline.load().pipe([{SHORT!r}] * 3, n_process=2))\n"
        "    print([[(e.text, type(e._.doichieu_record).__name__) for e in d.ents] for d in docs])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=False)
    told = [(e.text, type(e._.doichieu_record).__name__) for e in nlp(SHORT).ents]
    assert done.stdout.strip() == str([told] * 3), done.stderr


def test_a_pipeline_that_was_saved_finds_the_same(nlp: Language, tmp_path: Path) -> None:
    import spacy

    nlp.to_disk(tmp_path / "nlp")
    again = spacy.load(tmp_path / "nlp")
    assert again.pipe_names == list(COMPONENTS)
    new, old = again(SHORT), nlp(SHORT)
    assert [s.text for s in new.spans["targets"]] == [s.text for s in old.spans["targets"]]


def test_docs_can_be_saved_with_their_records(nlp: Language, doc: Doc) -> None:
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    (packed,) = DocBin(store_user_data=True).from_bytes(
        DocBin(docs=[doc], store_user_data=True).to_bytes()
    ).get_docs(nlp.vocab)  # fmt: skip
    for copy in (again, packed):
        assert copy._.doichieu_document == doc._.doichieu_document
        for group in GROUPS:
            kept = [span._.doichieu_record for span in copy.spans[group]]
            assert kept == [span._.doichieu_record for span in doc.spans[group]]
        assert [(e.text, e.label_, e._.doichieu_record) for e in copy.ents] == [
            (e.text, e.label_, e._.doichieu_record) for e in doc.ents
        ]
        assert [sentence.text for sentence in copy.sents] == [sentence.text for sentence in doc.sents]


@pytest.mark.slow
@pytest.mark.skipif(
    not [e for e in entry_points(group="spacy_factories") if e.value.startswith("pipeline.")],
    reason="the package is not installed in this environment, so spaCy cannot know its components",
)
def test_spacy_finds_the_components_without_our_import(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "nlp")
    code = f"import spacy; doc = spacy.load({str(tmp_path / 'nlp')!r})({SHORT!r}); print(list(doc.spans['targets']))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert "80%" in done.stdout
    words = [
        sys.executable,
        "-m",
        "spacy",
        "debug",
        "config",
        str(tmp_path / "nlp" / "config.cfg"),
        "--paths.train",
        "a",
        "--paths.dev",
        "a",
    ]
    told = subprocess.run(words, capture_output=True, text=True, check=False, encoding="utf-8")
    assert told.returncode == 0, told.stdout + told.stderr


def test_the_page_names_every_component_group_and_label(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PLANS.parents[1])
    page = (PLANS.parents[1] / "pipeline" / "README.md").read_text(encoding="utf-8")
    part = page[page.index("As a spaCy pipeline") : page.index("## Các lệnh")]
    names = [*COMPONENTS, *GROUPS, "LEGAL_REF", "TARGET", "DATE", "MONEY", "BODY", "share", "change", "count", "rate"]
    assert [name for name in names if f"`{name}`" not in part and f'"{name}"' not in part] == []
    code = part.split("```python")[1].split("```")[0]
    exec(compile(code, "<page>", "exec"), {})
