"""The command line: words typed by a person go in, an exit code comes out; one module a command.

Standard output carries only the result, standard error everything else. ``app`` joins the commands, ``parser`` holds
what they share, ``files`` and ``output`` say which files are read and where results go.
"""

from __future__ import annotations

from pipeline.cli.app import build_parser, main, run

__all__ = ["build_parser", "main", "run"]
