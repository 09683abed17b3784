"""Write ``tests/gold/schema.json``, the format of an annotation, from the program's own.

usage: python -m tests.tools.write_schema
"""

from __future__ import annotations

import json

from pipeline.evaluate.gold import GoldDocument
from tests.tools.places import GOLD


def main() -> None:
    schema = json.dumps(GoldDocument.model_json_schema(), ensure_ascii=False, indent=2)
    (GOLD / "schema.json").write_text(schema + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
