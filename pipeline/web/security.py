"""Who may ask: the machine's own names, the page's own forms; and what every answer forbids the browser."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import hmac
import ipaddress
import secrets
import socket
from collections.abc import Callable, Collection, Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ALWAYS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",  # "no-referrer" would make a form's Origin "null"
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_SAFE = ("GET", "HEAD")


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches ``host``."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.casefold() == "localhost"


def may_ask(host: str, bound: str, names: Collection[str] = ()) -> bool:
    """Whether ``host`` (of a Host header) is a name of this server, so that no other site's name was bent to it.

    A page of another site can make its own *name* lead here (DNS rebinding), never a number: of a server bound to this
    machine only its own numbers and localhost count, of one bound to the network any number and the machine's names.
    ``names`` are those of a server before this one, which passes on what it is asked.
    """
    try:
        name = urlsplit(f"//{host}").hostname or ""
        _ = urlsplit(f"//{host}").port
    except ValueError:
        return False
    name = name.removesuffix(".")
    if name in names:
        return True
    if is_loopback(bound):
        return is_loopback(name)
    try:
        ipaddress.ip_address(name)
        return True
    except ValueError:
        return name in {"localhost", bound.casefold(), socket.gethostname().casefold(), socket.getfqdn().casefold()}


def same_origin(headers: Mapping[str, str]) -> bool:
    """Whether a request that changes something comes from a page of this server, as far as the browser says."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None and site != "same-origin":
        return False
    return origin is None or origin in (f"http://{headers.get('host')}", f"https://{headers.get('host')}")


class Tokens:
    """Sessions and the tokens of their forms: a token is the session's name under a secret of this run.

    A session's name is made here and bears a seal of this run; any other that a browser brings is none.
    """

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)

    def session(self, brought: str) -> str:
        """-> the session that a browser brings, or a new one where it brings none of this run."""
        name, _, seal = brought.partition(".")
        if hmac.compare_digest(self._under("session", name).encode(), seal.encode("utf-8", "replace")):
            return brought
        name = secrets.token_urlsafe(24)
        return f"{name}.{self._under('session', name)}"

    def of(self, session: str) -> str:
        return self._under("form", session)

    def passed(self, session: str) -> str:
        """-> what shows that a session has told the password."""
        return self._under("passed", session)

    def has_passed(self, session: str, shown: str) -> bool:
        return hmac.compare_digest(self.passed(session).encode(), shown.encode("utf-8", "replace"))

    def holds(self, session: str, token: str) -> bool:
        return hmac.compare_digest(self.of(session).encode(), token.encode("utf-8", "replace"))

    def _under(self, use: str, name: str) -> str:
        return hmac.new(self._secret, f"{use} {name}".encode("utf-8", "replace"), hashlib.sha256).hexdigest()


class Guard:
    """Around the whole application: refuses foreign Host headers and cross-site posts, adds ``ALWAYS``."""

    def __init__(self, app: ASGIApp, bound: str, names: Collection[str] = ()) -> None:
        self._app, self._bound = app, bound
        self._names = frozenset(name.casefold() for name in names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in ALWAYS.items():
                    headers.setdefault(name, value)
                if message["status"] >= 400 and scope["method"] not in _SAFE:
                    headers["Connection"] = "close"  # or whatever else is being sent would be read to its end
            await send(message)

        headers = Headers(scope=scope)
        app = self._app
        if not may_ask(headers.get("host", ""), self._bound, self._names):
            app = PlainTextResponse("Host?", status_code=421)
        elif scope["method"] not in _SAFE and not same_origin(headers):
            app = PlainTextResponse("Origin?", status_code=403)
        try:
            await app(scope, receive, guarded)
        except asyncio.CancelledError:  # the server ends while something is still coming in
            with contextlib.suppress(RuntimeError):  # an answer was begun
                await PlainTextResponse("503", status_code=503)(scope, receive, guarded)


class Door:
    """Before all pages: who may not enter is led to where the password is asked, or told so where he sends."""

    def __init__(self, app: ASGIApp, may_enter: Callable[[Request], bool]) -> None:
        self._app, self._may_enter = app, may_enter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self._app
        if scope["type"] == "http" and not self._may_enter(Request(scope)):
            app = RedirectResponse("/enter", 303) if scope["method"] in _SAFE else PlainTextResponse("403", 403)
        await app(scope, receive, send)
