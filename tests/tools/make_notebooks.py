"""Runs the notebooks and writes each as one HTML page that asks nothing of the network.

usage: python -m tests.tools.make_notebooks [OUT]    (default: extracted/notebooks; needs the extra "notebooks")

The notebooks themselves stay as they are: without outputs.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.tools.places import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
_STYLE = """
body { font: 16px/1.55 system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; color: #1b1f24; background: #fff;
  max-width: 72rem; margin: 0 auto; padding: 1rem 1.25rem 4rem; }
h1 { font-size: 1.7rem; line-height: 1.25; } h2 { font-size: 1.25rem; margin: 2.2rem 0 .4rem; }
p { max-width: 46rem; margin: .4rem 0; } em { color: #57606a; } a.anchor-link { display: none; }
pre { font: .82rem/1.5 "DejaVu Sans Mono", ui-monospace, monospace; white-space: pre-wrap;
  overflow-wrap: anywhere; margin: 0; }
.jp-InputPrompt, .jp-OutputPrompt, .prompt { display: none; }
.jp-CodeCell .jp-InputArea, .input_area { background: #f4f6f8; border-left: 4px solid #c9d1d9; padding: .5rem .8rem;
  margin: .8rem 0 .5rem; border-radius: 4px; }
.jp-OutputArea-output, .output_area { overflow-x: auto; margin: .4rem 0; }
.jp-OutputArea-output img, .output_png img { max-width: 100%; height: auto; }
[data-mime-type="application/vnd.jupyter.stderr"], .output_stderr { color: #57606a; }
table.dataframe { border-collapse: collapse; font-size: .9rem; }
table.dataframe td, table.dataframe th { border: 1px solid #c9d1d9; padding: .2rem .5rem; text-align: right; }
@media print { body { max-width: none; padding: 0; } h2 { break-after: avoid; }
  .jp-OutputArea-output { overflow: visible; } }
"""


def run(path: Path, *, prelude: str = "") -> Any:
    """-> the notebook with its outputs; ``prelude`` is code that its kernel runs before the first cell."""
    import nbformat
    from nbclient import NotebookClient
    from traitlets.config import Config

    node = nbformat.read(path, as_version=4)
    if prelude:
        node.cells.insert(0, nbformat.v4.new_code_cell(prelude))
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT), *([before] if before else [])])
    place = {"metadata": {"path": str(path.parent)}}
    try:
        with tempfile.TemporaryDirectory() as folder:  # the kernel is spoken to by files there, not over TCP
            quiet = Config(KernelManager={"transport": "ipc", "ip": f"{folder}/kernel"})
            NotebookClient(node, timeout=300, kernel_name="python3", resources=place, config=quiet).execute()
    finally:
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before
    if prelude:
        del node.cells[0]
    return node


def page(node: Any) -> str:
    """-> the notebook as a page with its own styles; no script or font comes from elsewhere."""
    from nbconvert import HTMLExporter

    body, _ = HTMLExporter(
        template_name="basic", exclude_input_prompt=True, exclude_output_prompt=True
    ).from_notebook_node(node)
    title = next(line for line in node.cells[0].source.splitlines() if line.startswith("# ")).removeprefix("# ")
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
    return (
        f'<!doctype html>\n<html lang="vi"><head>{head}<style>{_STYLE}</style></head>\n<body>\n{body}\n</body></html>\n'
    )


def main() -> int:
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "extracted" / "notebooks"
    out.mkdir(parents=True, exist_ok=True)
    for path in NOTEBOOKS:
        begin = time.monotonic()
        made = out / f"{path.stem}.html"
        made.write_text(page(run(path)), encoding="utf-8")
        print(f"{made}  {time.monotonic() - begin:.0f} s", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
