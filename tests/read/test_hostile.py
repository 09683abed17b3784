"""Whatever the bytes, reading ends soon with a Document or one clear ReadError."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import ReadError
from pipeline.model import Document
from pipeline.read import Limits, read_bytes, read_file
from tests.tools.places import PLANS

SEEDS = {p.suffix: p.read_bytes() for p in PLANS.glob("kim-tra-2026.*")}
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
QUICK = Limits(seconds=20, office_seconds=20, ocr_pages=0)


def outcome(data: bytes, name: str, limits: Limits = QUICK) -> Document | ReadError:
    failed: ReadError | None = None
    try:
        document = read_bytes(data, name, limits)
    except ReadError as error:
        failed = error
    if failed is not None:
        assert "\n" not in str(failed)
        assert name in str(failed)
        return failed
    assert document.text
    for block in document.blocks:
        assert 0 <= block.start < block.end <= len(document.text)
    return document


def package(body: str, **parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", body)
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", text)
    return out.getvalue()


def test_zip_bomb_stops_at_the_limit() -> None:
    bomb = package(f"<w:document {W}><w:body><w:p><w:r><w:t>{'a' * 60_000_000}</w:t></w:r></w:p></w:body></w:document>")
    assert len(bomb) < 100_000
    error = outcome(bomb, "bom.docx")
    assert isinstance(error, ReadError)
    assert "bung ra quá lớn" in str(error)


def test_external_entity_is_refused() -> None:
    words = "<w:p><w:r><w:t>&e;</w:t></w:r></w:p>"
    declared = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    body = f"{declared}<w:document {W}><w:body>{words}</w:body></w:document>"
    error = outcome(package(body), "thuc-the.docx")
    assert isinstance(error, ReadError)
    assert "DTD" in str(error)


def test_billion_laughs_are_refused() -> None:
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    body = f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]><w:document {W}><w:body>&l9;</w:body></w:document>'
    assert isinstance(outcome(package(body), "cuoi.docx"), ReadError)


@pytest.mark.parametrize("what", ["w:tbl><w:tr><w:tc", "w:sdt><w:sdtContent", "w:p><w:hyperlink"])
def test_deep_nesting_is_refused(what: str) -> None:
    names = what.replace("<", "").split(">")
    depth = 3000
    opened = "".join(f"<{n}>" for n in names) * depth
    closed = "".join(f"</{n}>" for n in reversed(names)) * depth
    body = f"<w:document {W}><w:body>{opened}{closed}</w:body></w:document>"
    assert isinstance(outcome(package(body), "sau.docx"), ReadError)


def test_deep_web_page_is_an_error_or_text() -> None:
    outcome(b"<html><body>" + b"<div>" * 20_000 + "Kế hoạch".encode() + b"</div>" * 20_000, "sau.html")
    outcome(b"<html><body>" + b"<table><tr><td>" * 5_000 + "Kế hoạch".encode(), "bang.html")


def test_archives_and_pictures_under_false_names() -> None:
    inner = package(f"<w:document {W}/>")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("../../x.docx", inner)
    for data, name in (
        (out.getvalue(), "goi.zip"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 100, "anh.docx"),
        (b"\xff\xd8\xff\xe0" + b"0" * 100, "anh.doc"),
        (b"Rar!\x1a\x07\x00" + b"\0" * 100, "goi.rar"),
        (b"MZ\x90\x00\x03" + b"\0" * 200, "chay.txt"),
        (b"%PDF-1.4\n%%EOF", "rong.pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "mat.docx"),
        (b"PK\x03\x04", "cut.docx"),
        (bytes(range(256)) * 40, "la.bin"),
    ):
        assert isinstance(outcome(data, name), ReadError), name


def test_encrypted_members_name_the_password() -> None:
    data = bytearray(package(f"<w:document {W}/>"))
    at = data.find(b"PK\x01\x02")
    struct.pack_into("<H", data, at + 8, 1)
    error = outcome(bytes(data), "mat.docx")
    assert "mật khẩu" in str(error)


def test_too_large_a_file_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "to.txt"
    path.write_bytes(b"a" * 2000)
    with pytest.raises(ReadError, match="quá lớn"):
        read_file(path, Limits(file_bytes=1000))


def test_nothing_is_left_in_the_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import tempfile

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for suffix, data in SEEDS.items():
        outcome(data, f"x{suffix}")
        outcome(data[: len(data) // 2], f"x{suffix}")
    assert list(tmp_path.iterdir()) == []


def mutated(data: bytes, seed: int) -> bytes:
    """A few bytes changed, a stretch dropped, doubled or moved."""
    r = random.Random(seed)
    work = bytearray(data)
    for _ in range(r.choice((1, 3, 30, 300))):
        work[r.randrange(len(work))] = r.randrange(256)
    if r.random() < 0.4:
        a, b = sorted(r.randrange(len(work)) for _ in range(2))
        b = min(b, a + 5000)
        work = work[:a] + work[b:] if r.random() < 0.5 else work[:b] + work[a:]
    return bytes(work[: r.randrange(200, len(work))] if r.random() < 0.2 else work)


@pytest.mark.parametrize("suffix", sorted(SEEDS))
@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10**9))
def test_mutated_plans_give_a_document_or_a_read_error(suffix: str, seed: int) -> None:
    outcome(mutated(SEEDS[suffix], seed), f"hong{suffix}")


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(part=st.binary(max_size=300), seed=st.integers(0, 10**9))
def test_mutated_xml_inside_a_sound_zip(part: bytes, seed: int) -> None:
    """Damage behind the zip's checksums reaches the parser and the walk."""
    r = random.Random(seed)
    with zipfile.ZipFile(io.BytesIO(SEEDS[".docx"])) as old:
        members = {n: old.read(n) for n in old.namelist()}
    name = r.choice([n for n in members if n.endswith((".xml", ".rels"))])
    data = members[name]
    at = r.randrange(len(data))
    members[name] = data[:at] + part + data[at + r.choice((0, len(part), 40)) :]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for n, content in members.items():
            new.writestr(n, content)
    outcome(out.getvalue(), "hong.docx")


@given(st.binary(max_size=400), st.sampled_from([".txt", ".docx", ".pdf", ".htm", ".bin"]))
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_bytes(data: bytes, suffix: str) -> None:
    outcome(data, f"x{suffix}")


@given(st.text(alphabet="aăâđêôơưÁ \n\t|*#-_[]()<>.;:1234567890\f\\`~", max_size=600))
@settings(max_examples=200, deadline=None)
def test_any_marks(text: str) -> None:
    outcome(text.encode(), "x.txt")


def test_empty_word_file_is_an_error() -> None:
    out = io.BytesIO()
    docx.Document().save(out)
    assert isinstance(outcome(out.getvalue(), "trong.docx"), ReadError)
