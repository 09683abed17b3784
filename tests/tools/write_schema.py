"""Write ``schema.json`` beside this file from the program's own format."""

import json
from pathlib import Path

from pipeline.evaluate.gold import GoldDocument

schema = json.dumps(GoldDocument.model_json_schema(), ensure_ascii=False, indent=2)
(Path(__file__).parent / "schema.json").write_text(schema + "\n", encoding="utf-8")
