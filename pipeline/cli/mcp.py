"""The command ``mcp``: the program's tools for an assistant, over standard input and output."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.cli.parser import Commands, Parser, add_rules_option, new_command
from pipeline.errors import DoichieuError
from pipeline.saying import Messages


def add_commands(commands: Commands[Parser], say: Messages) -> None:
    """Describe ``mcp`` to the parser."""
    mcp = new_command(
        commands, "mcp", say, say("help.mcp.about"),
        ("doichieu mcp --folder du-thao/", "doichieu mcp --folder du-thao/ --folder ke-hoach-tinh/ --rules quy-tac/"),
    )  # fmt: skip
    mcp.add_argument("--folder", metavar="DIR", action="append", help=say("help.mcp.folder"))
    add_rules_option(mcp)
    mcp.set_defaults(run=run_mcp)


def run_mcp(args: argparse.Namespace) -> int:
    """``doichieu mcp``: 0 when the assistant has hung up; 2 where the SDK is not installed or a folder is not there."""
    from pipeline.extras import need

    need("mcp")
    from pipeline.knowledge.load import load_rules
    from pipeline.mcp.server import server_of
    from pipeline.mcp.tools import Office

    folders = tuple(Path(one) for one in args.folder or (".",))
    for folder in folders:
        if not folder.is_dir():
            raise DoichieuError(folder, "mcp.no_folder")
    server_of(Office(folders, load_rules(args.rules), args.lang)).run("stdio")
    return 0
