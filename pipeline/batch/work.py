"""One document in a worker: read, segment, extract and check, to rows of every table; each fault has its stage."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from time import perf_counter
from typing import IO

from pipeline.batch import stage
from pipeline.batch.answer import told
from pipeline.errors import ReadError
from pipeline.model import Directive, Document, Lang
from pipeline.saying import own_messages, system_fault

_SMALL_PLAN = """ỦY BAN NHÂN DÂN\nXÃ AN BÌNH\nSố: 12/KH-UBND\nAn Bình, ngày 15 tháng 3 năm 2026
KẾ HOẠCH\nPhát triển công tác xã hội trên địa bàn xã năm 2026
Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;
I. MỤC ĐÍCH, YÊU CẦU\n1. Mục đích\nNâng cao nhận thức của cán bộ và người dân.
II. CHỈ TIÊU\n- Phấn đấu đạt 70% hộ nghèo được cung cấp dịch vụ công tác xã hội vào năm 2026.
III. NHIỆM VỤ\n1. Tổ chức tuyên truyền\n- Công chức Văn hóa - Xã hội tham mưu, hoàn thành trước 30/6/2026.
IV. KINH PHÍ\nKinh phí thực hiện 50.000.000 đồng từ ngân sách xã.
V. TỔ CHỨC THỰC HIỆN\n1. Công an xã\n- Chủ trì, phối hợp với các đoàn thể báo cáo định kỳ.
Nơi nhận:\n- Lưu: VT.\nCHỦ TỊCH
"""


@dataclass(frozen=True, slots=True)
class Reading:
    """What every document of a run is read with: the rules folder (None: the program's own), the directives that
    drafts are held against (none: not checked), the day to judge on and the language of explanations.
    """

    rules: str | None = None
    against: tuple[str, ...] = ()
    as_of: date | None = None
    lang: Lang = "vi"


@dataclass(frozen=True, slots=True)
class Job:
    """A document to take apart. ``data`` is its content where a worker cannot fetch it from ``address`` itself."""

    address: str
    source: str
    sha256: str
    reading: Reading
    data: bytes | None = None


@dataclass(slots=True)
class Taken:
    """A document taken apart: table -> an Arrow record batch in IPC form, (stage, error, message) of a fault that left
    the rest standing, and the seconds of each stage.
    """

    batches: dict[str, bytes] = field(default_factory=dict)
    failures: list[tuple[str, str, str]] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Say where the document stands and time it."""
        stage.at(name)
        began = perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = perf_counter() - began


def warm_up(reading: Reading) -> None:
    """Load what a worker needs before its first document, so that no document is charged with it: a small plan that
    has something of everything is taken apart, and the readers of other formats are imported.
    """
    from hashlib import sha256

    import pdfplumber  # noqa: F401

    from pipeline.read import docx, html, pdf  # noqa: F401
    from pipeline.text.words import segment_words

    segment_words("phấn đấu giảm tỷ lệ hộ nghèo")
    plan = _SMALL_PLAN.encode()
    take_apart(Job("", "a.txt", sha256(plan).hexdigest(), reading, plan))


def take_apart(job: Job) -> Taken:
    """-> the document's rows. A fault in ``check`` is told and what was read stands; any other fault is raised."""
    from pipeline.api import rules_in_use
    from pipeline.check import check
    from pipeline.extract import extract
    from pipeline.read import read_bytes
    from pipeline.segment import segment
    from pipeline.tables import document_rows, review_rows
    from pipeline.tables.arrow import batch_of

    taken = Taken()
    rules = rules_in_use(job.reading.rules)
    with taken.stage("read"):
        document = read_bytes(_content(job), job.source)
    with taken.stage("segment"):
        document = segment(document, rules)
    with taken.stage("extract"):
        document = extract(document, rules)
    rows = document_rows(document, job.reading.lang)
    if job.reading.against:
        try:
            with taken.stage("check"):
                directives, unseen = _parents(document, job.reading)
                day = job.reading.as_of or document.metadata.issued_on
                review = check(document, directives, rules, day, job.reading.lang, not_checked=unseen)
                for table, more in review_rows(review).items():
                    rows[table] = rows.get(table, []) + more
        except MemoryError:
            raise
        except Exception as error:
            taken.failures.append(("check", type(error).__name__, own_messages(job.reading.lang).line(told(error))))
    with taken.stage("tables"):
        taken.batches = {table: batch_of(table, some).serialize().to_pybytes() for table, some in rows.items() if some}
    return taken


def _content(job: Job) -> bytes:
    """-> the bytes that were planned for. Raises ReadError where the file is now another one, or beyond all bounds."""
    from hashlib import sha256

    from pipeline.batch.sources import open_source
    from pipeline.read import Limits

    data, most = job.data, Limits().file_bytes
    if data is None:
        try:
            with open_source(job.address) as file:
                data = _read_most(file, most + 1)
        except OSError as error:
            raise ReadError(job.source, "read.closed", why=system_fault(error)) from None
    if len(data) > most:
        raise ReadError(job.source, "read.over_limit", limit=most)
    if sha256(data).hexdigest() != job.sha256:
        raise ReadError(job.source, "read.changed")
    return data


def _read_most(file: IO[bytes], most: int) -> bytes:
    """-> at most so many bytes; ``file.read(most)`` would set that much memory aside for the smallest file."""
    read = bytearray()
    while len(read) < most and (chunk := file.read(min(1 << 20, most - len(read)))):
        read += chunk
    return bytes(read)


def _parents(document: Document, reading: Reading) -> tuple[tuple[Directive, ...], tuple[str, ...]]:
    """-> the directives, nearest first, and what could not be checked. A parent that is a file is read once."""
    from pipeline.api import rules_in_use
    from pipeline.check import resolve_against

    found: list[Directive] = []
    unseen: list[str] = []
    for one in reading.against:
        if is_auto(one):
            cited, missing = resolve_against(document, "auto", rules_in_use(reading.rules), reading.lang)
            found += cited
            unseen += missing
        else:
            found.append(named_directive(one, reading.rules))
    by_id = {directive.directive_id: directive for directive in found}
    return tuple(by_id.values()), tuple(dict.fromkeys(unseen))


def is_auto(one: str) -> bool:
    """Whether this names the parents that each draft cites."""
    return one.strip().lower() == "auto"


@lru_cache(maxsize=64)
def named_directive(one: str, rules: str | None) -> Directive:
    """-> the directive of an id, a number or a file. Raises UnknownDirectiveError, ReadError and RulesError."""
    from pipeline.api import rules_in_use
    from pipeline.check.against import given_directive

    return given_directive(one, rules_in_use(rules))
