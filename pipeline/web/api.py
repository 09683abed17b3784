"""The same check for other programs: JSON over HTTP, within the same bounds, for who knows the token."""

from __future__ import annotations

import hmac
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from pipeline import __version__
from pipeline.knowledge.messages import Messages
from pipeline.model import Lang
from pipeline.saying import Said
from pipeline.web.desk import Desk, Draft
from pipeline.web.intake import Handed, handed_in
from pipeline.web.settings import Settings
from pipeline.web.uploads import Form, RefusedError, take_in
from pipeline.web.worker import Kind

_DOCUMENT = Path(__file__).parent / "openapi.json"
_SESSION = "api"  # its drafts are in nobody's list


class Api:
    """``POST /api/check``, ``POST /api/extract`` and ``GET /api/openapi.json``."""

    def __init__(self, settings: Settings, desk: Callable[[], Desk], say: Callable[[str], Messages]) -> None:
        self._settings, self._desk, self._say = settings, desk, say
        self.routes = [
            Route("/api/openapi.json", self.describe),
            Route("/api/check", self.check, methods=["POST"]),
            Route("/api/extract", self.extract, methods=["POST"]),
        ]

    async def describe(self, _: Request) -> Response:
        described = json.loads(_DOCUMENT.read_text(encoding="utf-8"))
        described["info"]["version"] = __version__
        return JSONResponse(described)

    async def check(self, request: Request) -> Response:
        return await self._answer(request, "check")

    async def extract(self, request: Request) -> Response:
        return await self._answer(request, "extract")

    async def _answer(self, request: Request, kind: Kind) -> Response:
        lang: Lang = "en" if request.query_params.get("lang") == "en" else "vi"
        try:
            self._admit(request)
            draft = await self._done(request, kind, lang)
        except RefusedError as error:
            return self._fault(error.status, error.said, lang)
        try:
            if draft.fault is not None:
                return self._fault(422, draft.fault.said, lang, draft.fault.source)
            made = await self._desk().forms(draft, ("json",), lang)
            if "json" not in made:
                raise RuntimeError("no answer could be made")
            return Response(made["json"].read_bytes(), media_type="application/json")
        finally:
            self._desk().drop(draft.key)

    def _admit(self, request: Request) -> None:
        """Raises RefusedError for who does not know the token."""
        kind, _, given = request.headers.get("authorization", "").partition(" ")
        wanted = self._settings.token
        if wanted is None:
            raise RefusedError(403, "web.api.closed")
        if kind.lower() != "bearer" or not hmac.compare_digest(given.strip().encode(), wanted.encode()):
            raise RefusedError(401, "web.api.token")

    async def _done(self, request: Request, kind: Kind, lang: Lang) -> Draft:
        desk = self._desk()
        folder = desk.new_folder()
        try:
            with desk.coming(_SESSION) as weigh:
                form: Form = await take_in(request, folder, self._settings, lambda _: True, weigh)
                by = Handed(_SESSION, lang, kind)
                draft, *more = await handed_in(desk, form, by, self._settings, folder, weigh)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        if more:
            for one in (draft, *more):
                desk.drop(one.key)
            raise RefusedError(400, "web.api.one")
        if draft.task is not None:
            await draft.task
        return draft

    def _fault(self, status: int, said: Said, lang: Lang, file: str | None = None) -> Response:
        say = self._say(lang)
        told: dict[str, Any] = {"error": said.key, "file": file, "reason": say.reason(said), "remedy": say.remedy(said)}
        headers = {"WWW-Authenticate": "Bearer"} if status == 401 else None
        return JSONResponse(told, status, headers=headers)
