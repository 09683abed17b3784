"""Every notebook runs top to bottom without a network, and its page asks for nothing from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest.importorskip("nbclient", reason="the notebooks run only with the extra: pip install '.[notebooks]'")
pytest.importorskip("nbconvert", reason="pages are written only with the extra: pip install '.[notebooks]'")
pytest.importorskip("itables", reason="tables are browsed only with the extra: pip install '.[notebooks]'")

from tests.tools.make_notebooks import NOTEBOOKS, page, run

NO_NETWORK = """
import socket

def _refuse(*args, **kwargs):
    raise OSError("a notebook reached for the network")

class _Local(socket.socket):
    def connect(self, address):
        if self.family != socket.AF_UNIX:
            _refuse()
        return super().connect(address)

socket.socket, socket.getaddrinfo, socket.create_connection = _Local, _refuse, _refuse
"""


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_runs_without_a_network(path: Path, demo_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOICHIEU_DEMO", str(demo_folder))
    node = run(path, prelude=NO_NETWORK)
    assert all(cell.outputs for cell in node.cells if cell.cell_type == "code" and cell.source.startswith("nb."))
    shown = page(node)
    body = re.sub(r"<script.*?</script>", "", shown, flags=re.DOTALL)
    assert not re.findall(r"<(?:script|link|img|iframe|source)\b[^>]*(?:src|href)=[\"']?(?:https?:)?//", shown)
    assert not re.findall(r"(?:@import|url\()\s*[\"']?https?:", body)
    assert not re.findall(r"import [^;\n]{0,80}from ['\"]https?:", shown)
    assert "Traceback" not in body
