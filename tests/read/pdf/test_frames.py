"""Of scans and signed PDFs with known frames no number, day or issuer is wrong: right, or left out and said."""

from __future__ import annotations

import pytest

from pipeline.knowledge.load import load_rules
from pipeline.parse import parse_bytes
from pipeline.read.pdf.ocr import ocr_program
from tests.benchmarks.frames import SIGNED, drawn, frames, judged, signed
from tests.tools.make_forms import FONTS

pytestmark = pytest.mark.skipif(not FONTS.is_dir(), reason="fonts-liberation2 is not installed")


@pytest.mark.parametrize("n", range(SIGNED))
def test_of_signed_pdfs_everything_is_right(n: int) -> None:
    frame = list(frames(SIGNED, 6))[n]
    document = parse_bytes(signed(frame, 90 * (n % 2), apart=n % 3 == 0), "da-ky.pdf", load_rules())
    assert set(judged(frame, document.metadata).values()) == {"right"}


@pytest.mark.slow
@pytest.mark.skipif(ocr_program() is None, reason="Tesseract with Vietnamese is not installed")
@pytest.mark.parametrize(
    ("by_hand", "stamp", "worn"), [(False, False, False), (True, False, True), (True, True, True), (False, True, False)]
)
def test_of_scans_nothing_is_wrong(by_hand: bool, stamp: bool, worn: bool) -> None:
    for n, frame in enumerate(frames(3, 77)):
        data = drawn(frame, by_hand=by_hand, stamp=stamp, worn=worn, seed=n)
        document = parse_bytes(data, "quet.pdf", load_rules())
        told = judged(frame, document.metadata)
        assert "wrong" not in told.values()
        if by_hand:
            assert "own_number_unread" in {notice.code for notice in document.warnings}
        elif not worn:
            assert told["number"] == told["issued_on"] == "right"
