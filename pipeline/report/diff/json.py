"""Two versions of a plan as JSON: every section, target and reference paired; paragraphs where they differ."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from pipeline.compare.versions import Versions
from pipeline.report.diff.wording import PARTS
from pipeline.report.json import SCHEMA_VERSION, document_to_dict, record


def versions_to_dict(found: Versions) -> dict[str, Any]:
    """-> what ``diff --format json`` prints."""
    return {
        "schema_version": SCHEMA_VERSION,
        "old": document_to_dict(found.old)["document"],
        "new": document_to_dict(found.new)["document"],
        "targets": [record(s) for s in found.targets],
        "legal_references": [record(s) for s in found.references],
        "sections": [record(s) for s in found.sections],
        "paragraphs": [
            {"old": p.old, "new": p.new, "changes": list(p.changes), "words": [asdict(w) for w in p.words]}
            for p in found.paragraphs
        ],
        "summary": {part: sum(bool(s.changes) for s in getattr(found, part)) for part in PARTS},
    }
