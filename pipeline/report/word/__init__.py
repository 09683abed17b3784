"""A ``Review`` goes in, a Word file comes out: the draft with comments, or the one-page form (phiếu rà soát)."""

from __future__ import annotations

from pipeline.report.word.comments import AUTHOR, review_docx
from pipeline.report.word.phieu import review_phieu

__all__ = ["AUTHOR", "review_docx", "review_phieu"]
