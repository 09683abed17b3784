"""The spaCy pipeline says what the extractors say, about the text as it was given."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import pipeline
from pipeline.language import GROUPS
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
    for group in ("sections", "legal_references", "targets"):
        assert [span._.record for span in doc.spans[group]] == list(getattr(plan, group))
        assert len(doc.spans[group]) > 3
    assert doc._.document.metadata == plan.metadata


def test_spans_cover_their_records(doc: Doc) -> None:
    for span in doc.spans["targets"]:
        assert isinstance(span._.record, Target)
        assert span.start_char <= span._.record.start
        assert span.end_char >= span._.record.end
    assert all(isinstance(span._.record, Section) for span in doc.spans["sections"])


def test_a_legal_number_is_one_token(doc: Doc) -> None:
    numbers = {span._.record.number for span in doc.spans["legal_references"] if span._.record.number}
    assert numbers
    assert numbers <= {token.text for token in doc}


def test_words_stand_only_where_a_target_is(doc: Doc) -> None:
    assert {"công tác", "xã hội"} <= {span.text for span in doc.spans["words"]}
    assert {span.label_ for span in doc.spans["words"]} >= {"N", "V"}
    targets = doc.spans["targets"]
    assert all(any(t.start <= w.start and w.end <= t.end for t in targets) for w in doc.spans["words"])


def test_other_spans_have_no_record(doc: Doc) -> None:
    assert doc[0:2]._.record is None


def test_decomposed_letters_and_odd_blanks_keep_their_text(nlp: Language) -> None:
    given_text = unicodedata.normalize("NFD", SHORT).replace(" hộ", "\u00a0hộ\u200b") + "\r\n"
    doc = nlp(given_text)
    assert doc.text == given_text
    (target,) = doc.spans["targets"]
    assert unicodedata.normalize("NFC", target.text).startswith("Phấn đấu trên 80%")
    (reference,) = doc.spans["legal_references"]
    assert isinstance(reference._.record, LegalReference)
    assert reference.text == unicodedata.normalize("NFD", reference._.record.quote)


@settings(max_examples=30)
@given(st.text(alphabet=st.sampled_from("IV. -70%đạt\nhộQĐ/\u0301\u00a0\r\t"), max_size=60))
def test_the_text_is_never_changed(nlp: Language, text: str) -> None:
    assert nlp(text).text == text


def test_a_pipeline_that_was_saved_finds_the_same(nlp: Language, tmp_path: Path) -> None:
    import spacy

    nlp.to_disk(tmp_path / "nlp")
    again = spacy.load(tmp_path / "nlp")
    assert again.pipe_names == list(GROUPS)
    new, old = again(SHORT), nlp(SHORT)
    assert [s.text for s in new.spans["targets"]] == [s.text for s in old.spans["targets"]]


def test_docs_can_be_saved_with_their_records(nlp: Language, doc: Doc) -> None:
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    (packed,) = DocBin(store_user_data=True).from_bytes(
        DocBin(docs=[doc], store_user_data=True).to_bytes()
    ).get_docs(nlp.vocab)  # fmt: skip
    for copy in (again, packed):
        assert copy._.document == doc._.document
        assert [s._.record for s in copy.spans["targets"]] == [s._.record for s in doc.spans["targets"]]


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
