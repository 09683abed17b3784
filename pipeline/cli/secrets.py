"""What ``serve`` keeps of its secrets: the hash of a password, a token; in files that their owner alone reads."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from pipeline.errors import DoichieuError
from pipeline.saying import Messages, system_fault

_SHORTEST_TOKEN = 20


def page_password(args: argparse.Namespace, say: Messages) -> str | None:
    """-> the password's hash. A file that is not there is made, the password asked for at the terminal.

    Raises DoichieuError where others reach the page and there is none, or where the file is no such hash.
    """
    import getpass

    from pipeline.web.password import SHORTEST, hashed, is_hash
    from pipeline.web.security import is_loopback

    if args.password is None:
        if args.name or not is_loopback(args.host):
            raise DoichieuError(f"--host {args.host}", "serve.needs_password")
        return None
    path = Path(args.password)
    if not path.exists():
        if not sys.stdin.isatty():
            raise DoichieuError(path, "serve.no_password_file")
        given = getpass.getpass(say("serve.choose_password", n=SHORTEST))
        if len(given) < SHORTEST:
            raise DoichieuError(path, "serve.short_password", n=SHORTEST)
        _write(path, hashed(given))
    words = _read(path)
    if not is_hash(words):
        raise DoichieuError(path, "serve.no_hash")
    return words


def api_token(name: str | None) -> str | None:
    """-> the token in a file; one that is not there is made with a new one. Raises DoichieuError for a short one."""
    import secrets

    if name is None:
        return None
    path = Path(name)
    if not path.exists():
        _write(path, secrets.token_urlsafe(32))
    token = _read(path)
    if len(token) < _SHORTEST_TOKEN:
        raise DoichieuError(path, "serve.short_token", n=_SHORTEST_TOKEN)
    return token


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except UnicodeDecodeError:
        return ""
    except OSError as error:
        raise DoichieuError(path, "cli.unreadable", why=system_fault(error)) from None


def _write(path: Path, words: str) -> None:
    """A file that only its owner reads."""
    try:
        with open(path, "x", encoding="utf-8", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(words + "\n")
    except OSError as error:
        raise DoichieuError(path, "cli.unwritable", why=system_fault(error)) from None
