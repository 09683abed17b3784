"""The command ``serve``: the check as a local web page."""

from __future__ import annotations

import argparse
import contextlib
import errno
import os
import signal
import socket
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.parser import Commands, Parser, add_rules_option, new_command
from pipeline.cli.secrets import api_token, page_password
from pipeline.errors import DoichieuError, ReadError
from pipeline.saying import Messages, own_messages, system_fault
from pipeline.web.settings import Settings

if TYPE_CHECKING:
    import uvicorn

_STANDARD = Settings()


def add_commands(commands: Commands[Parser], say: Messages) -> None:
    """Describe ``serve`` to the parser."""
    serve = new_command(
        commands,
        "serve",
        say,
        say("help.serve.about"),
        (
            "doichieu serve --open",
            "doichieu serve --port 9000 --max-size 50 --timeout 600",
            "doichieu serve --host 0.0.0.0 --password mat-khau.txt",
            "doichieu serve --api-token ma.txt",
            "doichieu serve --waivers quyet-dinh-phong.yaml",
        ),
    )
    words = say("help.serve.host")
    serve.add_argument("--host", default=_STANDARD.host, metavar="HOST", help=words)
    words = say("help.serve.port", default=_STANDARD.port)
    serve.add_argument("--port", type=_port, default=_STANDARD.port, metavar="N", help=words)
    words = say("help.serve.open")
    serve.add_argument("--open", action="store_true", help=words)
    words = say("help.serve.max_size", default=_STANDARD.max_size / 2**20)
    serve.add_argument("--max-size", type=_positive, default=_STANDARD.max_size / 2**20, metavar="MB", help=words)
    words = say("help.serve.max_files", default=_STANDARD.max_files)
    serve.add_argument("--max-files", type=_count, default=_STANDARD.max_files, metavar="N", help=words)
    words = say("help.serve.timeout", default=_STANDARD.timeout)
    serve.add_argument("--timeout", type=_positive, default=_STANDARD.timeout, metavar="S", help=words)
    words = say("help.serve.memory", default=_STANDARD.memory / 2**20)
    serve.add_argument("--memory", type=_positive, default=_STANDARD.memory / 2**20, metavar="MB", help=words)
    words = say("help.serve.jobs", default=_STANDARD.jobs)
    serve.add_argument("--jobs", type=_jobs, default=_STANDARD.jobs, metavar="N", help=words)
    words = say("help.serve.keep", default=_STANDARD.keep / 60)
    serve.add_argument("--keep", type=_positive, default=_STANDARD.keep / 60, metavar="MIN", help=words)
    words = say("help.serve.password")
    serve.add_argument("--password", metavar="FILE", help=words)
    words = say("help.serve.name")
    serve.add_argument("--name", metavar="NAME", action="append", default=[], help=words)
    words = say("help.serve.api_token")
    serve.add_argument("--api-token", metavar="FILE", help=words)
    words = say("help.serve.waivers")
    serve.add_argument("--waivers", metavar="YAML|DIR", help=words)
    add_rules_option(serve)
    serve.set_defaults(run=run_serve)


def _port(words: str) -> int:
    number = int(words)
    if not 0 <= number <= 65535:
        raise ValueError(words)
    return number


def _jobs(words: str) -> int:
    number = int(words)
    if number < 0:
        raise ValueError(words)
    return number


def _count(words: str) -> int:
    number = int(words)
    if number < 1:
        raise ValueError(words)
    return number


def _positive(words: str) -> float:
    number = float(words)
    if not 0 < number < float("inf"):
        raise ValueError(words)
    return number


def run_serve(args: argparse.Namespace) -> int:
    """``doichieu serve``: 0 when it is ended by Ctrl-C; 2 where the address, or processes for drafts, cannot be had."""
    from pipeline.extras import need

    need("web")
    import uvicorn

    from pipeline.process.pool import require_processes
    from pipeline.web.app import application

    if args.jobs:
        require_processes()
    say = own_messages(args.lang)
    password, token = page_password(args, say), api_token(args.api_token)
    waivers = _writable(args.waivers)
    with _listening(args.host, args.port) as listener:
        port = listener.getsockname()[1]
        settings = Settings(
            host=args.host,
            port=port,
            max_size=int(args.max_size * 2**20),
            max_files=args.max_files,
            timeout=args.timeout,
            memory=int(args.memory * 2**20),
            jobs=args.jobs,
            keep=args.keep * 60,
            lang="en" if args.lang == "en" else "vi",
            rules=Path(args.rules).resolve() if args.rules else None,
            token=token,
            password=password,
            names=tuple(args.name),
            waivers=waivers,
        )
        server = uvicorn.Server(
            uvicorn.Config(
                application(settings),
                access_log=False,
                date_header=False,
                lifespan="on",
                log_level="error",
                proxy_headers=False,
                server_header=False,
                timeout_graceful_shutdown=2,
                ws="none",
            )
        )
        _announce(args, port, say)
        if waivers is not None:
            print(f"doichieu: {say('serve.office', path=str(waivers))}", file=sys.stderr)
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # an end by the system is as clean as Ctrl-C
        server.handle_exit = partial(_end_once, server)  # type: ignore[method-assign]
        with contextlib.suppress(KeyboardInterrupt):  # before the server listens to signals
            server.run(sockets=[listener])
        print(f"doichieu: {say('serve.ended')}", file=sys.stderr)
        return 0


def _writable(place: str | None) -> Path | None:
    """-> the office's waiver file; it need not be there yet. Raises RulesError where it is none, ReadError where it
    cannot be written."""
    from pipeline.check.keeping import kept_in, office_file

    if place is None:
        return None
    path = office_file(place)
    kept_in(path)
    if not path.parent.is_dir():
        raise ReadError(path, "cli.unwritable", why=system_fault(FileNotFoundError(errno.ENOENT, "")))
    if not os.access(path.parent, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
        raise ReadError(path, "cli.unwritable", why=system_fault(PermissionError(errno.EACCES, "")))
    return path


def _end_once(server: uvicorn.Server, *_: object) -> None:
    """However often Ctrl-C is pressed: the end that has begun goes on, and what was put aside is put away."""
    server.should_exit = True


def _listening(host: str, port: int) -> socket.socket:
    """-> a socket that listens. Raises DoichieuError with the remedy where it cannot be had."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
    except (OSError, UnicodeError) as error:
        raise DoichieuError(f"--host {host}", "serve.no_host") from error
    try:
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(128)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise DoichieuError("", "serve.taken", port=port, next=port + 1) from None
        raise DoichieuError(f"{host}:{port}", "serve.closed", why=system_fault(error)) from None
    return listener


def _announce(args: argparse.Namespace, port: int, say: Messages) -> None:
    from pipeline.web.security import is_loopback

    name = "127.0.0.1" if args.host in ("0.0.0.0", "::", "") else args.host
    address = f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"
    print(address, flush=True)
    words = say("serve.running")
    print(f"doichieu: {words}", file=sys.stderr)
    if not is_loopback(args.host):
        print(f"doichieu: {say('serve.exposed', port=port)}", file=sys.stderr)
    if args.open:
        import webbrowser

        webbrowser.open(address)
