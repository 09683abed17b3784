"""The application: a start page, a page a draft, its results, and the forms that hand in and delete."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
from collections.abc import AsyncIterator
from datetime import date

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from pipeline.errors import ReadError
from pipeline.saying import to_say
from pipeline.web.desk import Desk, Draft
from pipeline.web.pages import DOWNLOADS, Pages, Visit, download, review
from pipeline.web.security import Guard, Tokens
from pipeline.web.settings import Settings
from pipeline.web.uploads import Form, RefusedError, Upload, small_form, take_in
from pipeline.web.worker import Fault

_SWEEP = 30.0  # seconds between two looks for what is too old


def application(settings: Settings) -> ASGIApp:
    """-> the whole page as an ASGI application; its private folder lives as long as it does."""
    return _Site(settings).app


class _Site:
    def __init__(self, settings: Settings) -> None:
        self._settings, self._tokens, self._pages = settings, Tokens(), Pages(settings)
        self._desk: Desk
        self._session_cookie, self._lang_cookie = f"doichieu-{settings.port}", "doichieu-lang"
        routes = [
            Route("/", self.start),
            Route("/status", self.statuses),
            Route("/drafts", self.hand_in, methods=["POST"]),
            Route("/d/{key}", self.draft),
            Route("/d/{key}/status", self.status),
            Route("/d/{key}/review", self.review),
            Route("/d/{key}/delete", self.delete, methods=["POST"]),
            Route("/d/{key}/{name}", self.download),
        ]
        handlers = {RefusedError: self._refused, HTTPException: self._unknown, Exception: self._broken}
        self.app = Guard(Starlette(routes=routes, lifespan=self._life, exception_handlers=handlers), settings.host)

    @contextlib.asynccontextmanager
    async def _life(self, _: Starlette) -> AsyncIterator[None]:
        self._desk = Desk(self._settings)
        running = [asyncio.create_task(self._desk.warm()), asyncio.create_task(self._sweep())]
        try:
            yield
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)
            await self._desk.close()

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(min(_SWEEP, self._settings.keep / 2))
            self._desk.sweep()

    async def start(self, request: Request) -> Response:
        visit = self._visit(request)
        return self._with_cookies(request, visit, self._pages.start(visit, self._desk.of(visit.session)))

    async def statuses(self, request: Request) -> Response:
        visit = self._visit(request)
        return JSONResponse([self._pages.status(draft, visit.lang) for draft in self._desk.of(visit.session)])

    async def hand_in(self, request: Request) -> Response:
        visit = self._visit(request)
        folder = self._desk.new_folder()
        try:
            with self._desk.coming(visit.session) as weigh:
                form = await take_in(request, folder, self._settings, lambda f: self._admitted(request, f), weigh)
                made = await self._accept(visit, form)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        return RedirectResponse(f"/d/{made[0].key}" if len(made) == 1 else "/#drafts", 303)

    async def _accept(self, visit: Visit, form: Form) -> list[Draft]:
        drafts = [upload for upload in form.files if upload.field == "draft"]
        if not drafts:
            raise RefusedError(400, "web.refused.none")
        against = tuple(dict.fromkeys(name for name in form.values.get("against", []) if name))
        known = {directive.directive_id for directive in self._pages.directives}
        if not known.issuperset(set(against) - {"auto"}):
            raise RefusedError(400, "web.refused.form")
        as_of = _day(form.one("as_of"))
        parents = [upload for upload in form.files if upload.field == "parent"]
        for parent in parents:
            fault = await run_in_threadpool(self._fault_of, parent)
            if fault is not None:
                raise RefusedError(400, "web.refused.parent", name=fault.source, reason=fault.said)
        made = []
        for upload in drafts:
            fault = await run_in_threadpool(self._fault_of, upload)
            if fault is not None:
                made.append(self._desk.turn_away(visit.session, upload.name, visit.lang, fault))
                continue
            made.append(
                self._desk.hand_in(
                    visit.session,
                    upload.name,
                    upload.path,
                    parents=tuple((parent.path, parent.name) for parent in parents),
                    against=against or (() if parents else ("auto",)),
                    as_of=as_of,
                    lang=visit.lang,
                )
            )
        return made

    def _fault_of(self, upload: Upload) -> Fault | None:
        """-> what forbids to check a file at all: its size, or what it is by its bytes."""
        from pipeline.read.sniff import sniff

        if upload.too_large:
            return Fault(upload.name, to_say("web.fault.large", size=self._settings.max_size / 2**20))
        try:
            sniff(upload.path.read_bytes(), upload.name)
        except ReadError as error:
            return Fault(error.source, error.said.alone)
        return None

    async def draft(self, request: Request) -> Response:
        visit = self._visit(request)
        return self._with_cookies(request, visit, self._pages.draft(visit, self._found(request)))

    async def status(self, request: Request) -> Response:
        return JSONResponse(self._pages.status(self._found(request), self._visit(request).lang))

    async def review(self, request: Request) -> Response:
        return review(self._done(request))

    async def download(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in DOWNLOADS:
            raise HTTPException(404)
        return download(self._done(request), name)

    async def delete(self, request: Request) -> Response:
        visit, draft = self._visit(request), self._found(request)
        form = await small_form(request)
        if not self._admitted(request, form) or draft.session != visit.session:
            raise RefusedError(403, "web.refused.token")
        self._desk.drop(draft.key)
        return RedirectResponse("/#drafts", 303)

    def _admitted(self, request: Request, form: Form) -> bool:
        return self._tokens.holds(request.cookies.get(self._session_cookie, ""), form.one("token"))

    def _found(self, request: Request) -> Draft:
        draft = self._desk.get(request.path_params["key"])
        if draft is None:
            raise HTTPException(404)
        return draft

    def _done(self, request: Request) -> Draft:
        draft = self._found(request)
        if draft.state != "done":
            raise HTTPException(404)
        return draft

    def _visit(self, request: Request) -> Visit:
        session = self._tokens.session(request.cookies.get(self._session_cookie, ""))
        wanted = request.query_params.get("lang") or request.cookies.get(self._lang_cookie) or self._settings.lang
        return Visit(session, self._tokens.of(session), "en" if wanted == "en" else "vi")

    def _with_cookies(self, request: Request, visit: Visit, response: Response) -> Response:
        for name, value in ((self._session_cookie, visit.session), (self._lang_cookie, visit.lang)):
            if request.cookies.get(name) != value:
                response.set_cookie(name, value, httponly=True, samesite="lax")
        return response

    async def _refused(self, request: Request, error: Exception) -> Response:
        assert isinstance(error, RefusedError)
        return self._pages.refused(self._visit(request), error.status, error.said)

    async def _unknown(self, request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        key = "web.refused.gone" if error.status_code == 404 else "web.refused.form"
        return self._pages.refused(self._visit(request), error.status_code, to_say(key))

    async def _broken(self, request: Request, _: Exception) -> Response:
        return self._pages.refused(self._visit(request), 500, to_say("web.refused.inside"))


def _day(words: str) -> date | None:
    """-> the day of a form's field. Raises RefusedError where it is none."""
    if not words:
        return None
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise RefusedError(400, "web.refused.day") from None
