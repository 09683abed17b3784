"""A text box that stands twice in the file says the same in both after its correction."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from lxml import etree

from pipeline.report.word import review_docx
from tests.report.reviews import RULES
from tests.report.word.changes import W, settle
from tests.report.word.test_tracked import correcting, hold, saved

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
BOX = (
    '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><mc:AlternateContent>'
    '<mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>{one}</w:txbxContent>'
    "</wps:txbx></w:drawing></mc:Choice>"
    "<mc:Fallback><w:pict><v:textbox><w:txbxContent>{two}</w:txbxContent></v:textbox></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)
LINE = "<w:p><w:r><w:t>Khung: tăng cường công tác</w:t></w:r></w:p><w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def boxed(one: str, two: str) -> bytes:
    word = docx.Document()
    word.add_paragraph("KẾ HOẠCH")
    paragraph = word.add_paragraph("Thân bài.")
    paragraph._p.append(parse_xml(BOX.format(one=LINE.format(words=one), two=LINE.format(words=two))))
    return saved(word)


def words_of(data: bytes) -> list[list[str]]:
    """-> the lines of the box in either form."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    return [
        ["".join(t.text or "" for t in line.iter(W + "t")) for line in form.iter(W + "p")]
        for form in root.iter(MC + "Choice", MC + "Fallback")
    ]


def test_both_forms_are_corrected_and_both_can_be_taken_back() -> None:
    data = boxed("nâng cao nhận thưc của dân", "nâng cao nhận thưc của dân")
    made = hold(correcting(data, ("nhận thưc", "nhận thức")), data)
    for how, said in (("accept", "nâng cao nhận thức của dân"), ("reject", "nâng cao nhận thưc của dân")):
        choice, fallback = words_of(settle(made, how))  # type: ignore[arg-type]
        assert choice[1] == fallback[1] == said
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    numbers = [mark.get(W + "id") for mark in root.iter(W + "ins", W + "del")]
    assert len(numbers) == len(set(numbers)) == 4
    (fallback_form,) = root.iter(MC + "Fallback")
    assert not list(fallback_form.iter(W + "commentReference", W + "commentRangeStart"))


@pytest.mark.parametrize("other", ["nâng cao nhận thức của dân", "xem bản khác"])
def test_a_form_of_other_words_is_left_alone(other: str) -> None:
    data = boxed("nâng cao nhận thưc của dân", other)
    made = review_docx(correcting(data, ("nhận thưc", "nhận thức")), data, rules=RULES)
    assert words_of(made)[1] == words_of(data)[1]
