"""The bytes of a .docx go in, its paragraphs, running lines and pictures come out in reading order.

``trace`` leads from an offset of the canonical text back to the run it stands in, for the Word report.
"""

from __future__ import annotations

from pipeline.read.docx.names import MC, RPR, RUN, P, W
from pipeline.read.docx.reader import NOTE_KINDS, read_docx
from pipeline.read.docx.trace import Place, Trace, trace, trace_of

__all__ = ["MC", "NOTE_KINDS", "RPR", "RUN", "P", "Place", "Trace", "W", "read_docx", "trace", "trace_of"]
