"""A session of the SDK's own client with ``doichieu mcp``: quotations and places, one clear line for a fault."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import anyio
import pytest

pytest.importorskip("mcp", reason="the extra [mcp] is not installed")

from mcp import Client, StdioServerParameters, stdio_client

from pipeline.knowledge.load import load_rules
from pipeline.mcp.server import server_of
from pipeline.mcp.tools import Office
from tests.tools.places import PLANS, ROOT

Answer = dict[str, Any]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(PLANS / "kim-tra-2026.txt", tmp_path / "du-thao.txt")
    text = (PLANS / "kim-tra-2026.txt").read_text(encoding="utf-8")
    (tmp_path / "ban-2.txt").write_text(text.replace("Đạt 70%", "Đạt 60%"), encoding="utf-8")
    return tmp_path


def asked(folder: Path, what: Callable[[Client], Awaitable[Any]], lang: str = "vi") -> Any:
    async def run() -> Any:
        office = Office((folder,), load_rules(), "en" if lang == "en" else "vi")
        async with Client(server_of(office)) as client:
            return await what(client)

    return anyio.run(run)


def called(folder: Path, name: str, **arguments: Any) -> Answer:
    result = asked(folder, lambda client: client.call_tool(name, arguments))
    assert not result.is_error, result.content
    assert isinstance(result.structured_content, dict)
    return result.structured_content


def refused(folder: Path, name: str, **arguments: Any) -> str:
    result = asked(folder, lambda client: client.call_tool(name, arguments))
    assert result.is_error
    return str(result.content[0].text)


def test_the_tools_say_what_they_are_for_and_that_they_only_read(folder: Path) -> None:
    listed = asked(folder, lambda client: client.list_tools())
    tools = {tool.name: tool for tool in listed.tools}
    assert set(tools) == {"check_draft", "extract_plan", "find_document", "compare_versions"}
    for tool in tools.values():
        assert tool.description
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint is True
        assert all("description" in one for one in tool.input_schema["properties"].values())


def test_a_draft_is_answered_with_its_words_and_their_places(folder: Path) -> None:
    answer = called(folder, "check_draft", path="du-thao.txt", against=["112/QĐ-TTg"])
    text = (folder / "du-thao.txt").read_text(encoding="utf-8")
    assert answer["held_against"] == ["112/QĐ-TTg"]
    quotes = [finding["quote"] for finding in answer["findings"] if finding["quote"]]
    assert quotes
    assert all(" ".join(quote.split()) in " ".join(text.split()) for quote in quotes)
    standing = {target["status"] for target in answer["targets"]}
    assert "missing" in standing
    said = [target["draft"] for target in answer["targets"] if target["draft"]]
    assert said
    assert all(one["where"] and one["quote"] for one in said)
    json.dumps(answer)


def test_a_draft_may_come_as_text(folder: Path) -> None:
    words = "KẾ HOẠCH\nI. MỤC TIÊU\n- Phấn đấu đạt 85% hộ dân có nước sạch năm 2027.\n"
    (target,) = called(folder, "extract_plan", text=words)["targets"]
    assert (target["value"], target["period_end"]) == (85, 2027)
    assert target["where"].startswith("mục I")
    assert "đúng một" in refused(folder, "extract_plan", text=words, path="du-thao.txt")
    assert "đúng một" in refused(folder, "extract_plan")


def test_documents_are_those_of_the_registry_and_no_others(folder: Path) -> None:
    found = called(folder, "find_document", words="112/QĐ-TTg")
    assert found["documents"][0]["issued_on"] == "2021-01-22"
    assert called(folder, "find_document", words="999999/QĐ-KHONG-CO") == {"found": 0, "documents": []}


def test_two_versions_are_compared(folder: Path) -> None:
    answer = called(folder, "compare_versions", old="du-thao.txt", new="ban-2.txt")
    (shift,) = answer["targets"]
    assert (shift["old"]["value"], shift["new"]["value"]) == (70, 60)


@pytest.mark.parametrize("name", ["../secret.txt", "/etc/passwd", "link.txt", "no.txt", "", "\x00"])
def test_files_outside_of_the_opened_folders_are_not_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.txt").write_text("KẾ HOẠCH mật", encoding="utf-8")
    inner = tmp_path / "in"
    inner.mkdir()
    (inner / "link.txt").symlink_to(tmp_path / "secret.txt")
    told = refused(inner, "extract_plan", path=name)
    assert "mật" not in told
    assert "thư mục được mở" in told


def test_a_fault_is_one_line_in_the_chosen_language(folder: Path) -> None:
    (folder / "rong.docx").touch()
    result = asked(folder, lambda client: client.call_tool("extract_plan", {"path": "rong.docx"}), "en")
    assert result.is_error
    assert "Traceback" not in result.content[0].text
    assert "empty" in result.content[0].text
    assert "999/QĐ-TTg" in refused(folder, "check_draft", path="du-thao.txt", against=["999/QĐ-TTg"])


@pytest.mark.slow
def test_the_command_serves_over_standard_input_and_output(folder: Path) -> None:
    async def run() -> Any:
        command = StdioServerParameters(
            command=sys.executable,
            args=["-m", "pipeline", "mcp", "--folder", str(folder)],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        async with Client(stdio_client(command)) as client:
            return await client.call_tool("check_draft", {"path": "du-thao.txt"})

    result = anyio.run(run)
    assert not result.is_error
    assert result.structured_content["held_against"][-1] == "112/QĐ-TTg"
