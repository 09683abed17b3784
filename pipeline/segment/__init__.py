"""Document -> outline and frame: sections with their kinds, number, issuer, date, title, period, signer, recipients."""

from __future__ import annotations

from dataclasses import replace

from pipeline.knowledge.agencies import agencies
from pipeline.knowledge.load import Rules
from pipeline.knowledge.sections import section_words
from pipeline.model import Document, Section
from pipeline.segment.frame import zones_of
from pipeline.segment.lines import lines_of
from pipeline.segment.metadata import header_of, metadata_of
from pipeline.segment.node import close, name, set_kinds
from pipeline.segment.notices import notices
from pipeline.segment.outline import build
from pipeline.segment.scanned import certain
from pipeline.text.place import places


def segment(document: Document, rules: Rules) -> Document:
    """-> the document with ``metadata`` and ``sections`` (reading order, a parent before its children).

    Linear in the text. Raises RulesError where ``rules/sections.yaml`` or ``rules/agencies.yaml`` breaks its schema.
    """
    words = section_words(rules)
    lines = lines_of(document)
    zones = zones_of(lines, words)
    nodes = build(document.text, lines, zones, words)
    close(nodes)
    name(nodes)
    set_kinds(nodes, document.text, words)
    where = places(document)
    sections = tuple(
        Section(
            section_id=node.section_id,
            parent_id=node.parent.section_id if node.parent else None,
            level=node.level,
            label=node.shown,
            heading=document.text[node.heading_start : node.heading_end].replace("\n", " "),
            kind=node.kind or words.rules.default,
            start=node.start,
            end=node.end,
            heading_start=node.heading_start,
            heading_end=node.heading_end,
            page=where.page(node.start),
        )
        for node in nodes
    )
    metadata = metadata_of(document, lines, zones, sections, words, agencies(rules))
    metadata, doubtful = certain(document, metadata, header_of(lines, zones), agencies(rules))
    warnings = tuple(n for n in notices(document, metadata, sections, doubtful) if n not in document.warnings)
    return replace(document, sections=sections, metadata=metadata, warnings=(*document.warnings, *warnings))
