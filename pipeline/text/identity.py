"""What a document is called: a name that its file's name and its content give, wherever the file lies."""

from __future__ import annotations

import re
from pathlib import PurePath

from pipeline.text.fold import bare


def document_id(source: str, sha256: str) -> str:
    """-> the file's name in plain letters, figures and hyphens (at most 60) and eight figures of the content's hash."""
    slug = re.sub(r"[^a-z0-9]+", "-", bare(PurePath(source).stem)).strip("-")[:60]
    return f"{slug or 'tai-lieu'}-{sha256[:8]}"
