"""The server of the official SDK over standard input and output: what each tool is for, and its answer or its fault."""

# no postponed annotations here: they hold the descriptions in the office's language, which the SDK reads of them
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from pipeline import __version__
from pipeline.errors import DoichieuError
from pipeline.mcp.answers import Answer
from pipeline.mcp.tools import Office
from pipeline.saying import own_messages


def server_of(office: Office) -> MCPServer[Any]:
    """-> the server with its four tools, described in the office's language."""
    say = own_messages(office.lang)
    made: MCPServer[Any] = MCPServer(
        "doichieu", instructions=say("mcp.instructions"), version=__version__, log_level="ERROR"
    )
    reads = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)

    async def told(work: Callable[[], Answer]) -> Answer:
        try:
            return await run_in_threadpool(work)
        except DoichieuError as error:
            raise ToolError(error.say(office.lang)) from None

    async def check_draft(
        path: Annotated[str | None, Field(description=say("mcp.arg.path"))] = None,
        text: Annotated[str | None, Field(description=say("mcp.arg.text"))] = None,
        against: Annotated[list[str] | None, Field(description=say("mcp.arg.against"))] = None,
        as_of: Annotated[date | None, Field(description=say("mcp.arg.as_of"))] = None,
    ) -> dict[str, Any]:
        return await told(lambda: office.check_draft(path, text, against or ["auto"], as_of))

    async def extract_plan(
        path: Annotated[str | None, Field(description=say("mcp.arg.path"))] = None,
        text: Annotated[str | None, Field(description=say("mcp.arg.text"))] = None,
    ) -> dict[str, Any]:
        return await told(lambda: office.extract_plan(path, text))

    async def find_document(
        words: Annotated[str, Field(description=say("mcp.arg.words"))],
    ) -> dict[str, Any]:
        return await told(lambda: office.find_document(words))

    async def compare_versions(
        old: Annotated[str, Field(description=say("mcp.arg.old"))],
        new: Annotated[str, Field(description=say("mcp.arg.new"))],
    ) -> dict[str, Any]:
        return await told(lambda: office.compare_versions(old, new))

    for tool in (check_draft, extract_plan, find_document, compare_versions):
        made.add_tool(tool, description=say(f"mcp.tool.{tool.__name__}"), annotations=reads, structured_output=True)
    return made
