"""Write the JSON Schemas, from the program's own: of annotations, and of every kind of YAML file under ``rules/``.

usage: python -m tests.tools.write_schema

Editors read the schema that a file names in its first line and complain while it is written. Kinds are named as the
program loads them: a file of the root by its name, those of a folder by one schema.
"""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import Any

from pipeline.evaluate.gold import GoldDocument
from pipeline.knowledge.load import Schema
from tests.tools.places import GOLD, ROOT

RULES = ROOT / "rules"
FOLDERS = {
    "checks": ("check", "pipeline.knowledge.checks", "CheckRule"),
    "directives": ("directive", "pipeline.knowledge.directives.schema", "DirectiveFile"),
    "messages": ("messages", "pipeline.knowledge.messages", "MessagesFile"),
    "templates": ("kinds", "pipeline.knowledge.templates", "KindsFile"),
}
FILES = {
    "agencies": ("pipeline.knowledge.agencies", "AgencyRules"),
    "comparison": ("pipeline.knowledge.comparison", "_File"),
    "duties": ("pipeline.knowledge.duties", "DutyRules"),
    "frame": ("pipeline.knowledge.frame_words", "FrameFile"),
    "lineage": ("pipeline.knowledge.lineage", "_File"),
    "naming": ("pipeline.knowledge.naming", "_File"),
    "places": ("pipeline.knowledge.places", "_File"),
    "populations": ("pipeline.knowledge.populations", "_File"),
    "proof": ("pipeline.knowledge.proofs", "ProofRules"),
    "references": ("pipeline.knowledge.references", "ReferenceRules"),
    "registry": ("pipeline.knowledge.registry.known", "_File"),
    "sections": ("pipeline.knowledge.sections", "SectionRules"),
    "slips": ("pipeline.knowledge.slips", "SlipRules"),
    "tables": ("pipeline.knowledge.tables", "TablesFile"),
    "targets": ("pipeline.knowledge.targets", "TargetsFile"),
    "verdicts": ("pipeline.compare.wording", "Verdicts"),
}


def schemas() -> dict[str, dict[str, Any]]:
    """-> the name of each kind -> its JSON Schema."""
    kinds = {kind: (module, name) for kind, module, name in FOLDERS.values()} | FILES
    made = {}
    for kind, (module, name) in sorted(kinds.items()):
        schema: type[Schema] = getattr(importlib.import_module(module), name)
        made[kind] = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema.model_json_schema()}
    return made


def first_line(path: Path) -> str:
    """-> the line by which a file of ``rules/`` names its schema."""
    inside = path.parent.name in FOLDERS
    kind = FOLDERS[path.parent.name][0] if inside else path.stem
    return f"# yaml-language-server: $schema={'../' if inside else ''}schemas/{kind}.json"


def files() -> list[Path]:
    """-> every YAML file under ``rules/``."""
    return sorted(RULES.rglob("*.yaml"))


def text_of(schema: dict[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    gold = json.dumps(GoldDocument.model_json_schema(), ensure_ascii=False, indent=2)
    (GOLD / "schema.json").write_text(gold + "\n", encoding="utf-8")
    (RULES / "schemas").mkdir(exist_ok=True)
    for kind, schema in schemas().items():
        (RULES / "schemas" / f"{kind}.json").write_text(text_of(schema), encoding="utf-8")
    for path in files():
        text = path.read_text(encoding="utf-8")
        if not text.startswith(first_line(path) + "\n"):
            path.write_text(f"{first_line(path)}\n{text}", encoding="utf-8")


if __name__ == "__main__":
    main()
