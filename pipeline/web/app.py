"""The application: a start page, a page a draft, its results, and the forms that hand in and delete."""

from __future__ import annotations

import asyncio
import contextlib
import math
import shutil
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import cast

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from pipeline.batch.department import Department
from pipeline.batch.department.forms import written
from pipeline.check.decisions import as_yaml
from pipeline.check.waivers import side_file
from pipeline.saying import to_say
from pipeline.web.api import Api
from pipeline.web.deciding import CHOICES, Asked, Asking
from pipeline.web.desk import Desk, Draft
from pipeline.web.gathering import Gathering, Gatherings, archive, is_ready
from pipeline.web.intake import Handed, handed_in
from pipeline.web.overview import FORMS, tables
from pipeline.web.pages import DOWNLOADS, Pages, Visit, attached, download, review, table
from pipeline.web.password import Guesses, fits
from pipeline.web.security import Door, Guard, Tokens
from pipeline.web.settings import MOST_LETTERS, Settings
from pipeline.web.uploads import Form, RefusedError, small_form, take_in
from pipeline.web.worker import Kind

_SWEEP = 30.0  # seconds between two looks for what is too old


def application(settings: Settings) -> ASGIApp:
    """-> the whole page as an ASGI application; its private folder lives as long as it does."""
    return _Site(settings).app


class _Site:
    def __init__(self, settings: Settings) -> None:
        self._settings, self._tokens, self._pages = settings, Tokens(), Pages(settings)
        self._desk: Desk
        self._session_cookie, self._lang_cookie = f"doichieu-{settings.port}", "doichieu-lang"
        self._pass_cookie = f"doichieu-pass-{settings.port}"
        self._guesses = Guesses()
        routes = [
            *Api(settings, lambda: self._desk, self._pages.say).routes,
            Route("/enter", self.enter, methods=["GET", "POST"]),
            Route("/compare", self.compare, methods=["POST"]),
            Route("/units", self.units, methods=["POST"]),
            Route("/delete-all", self.delete_all, methods=["POST"]),
            Route("/results", self.results),
            Route("/results/status", self.gathered),
            Route("/results.zip", self.archive),
            Route("/decisions.yaml", self.decisions),
            Route("/department.{form}", self.department),
            Route("/", self.start),
            Route("/status", self.statuses),
            Route("/drafts", self.hand_in, methods=["POST"]),
            Route("/d/{key}", self.draft),
            Route("/d/{key}/status", self.status),
            Route("/d/{key}/review", self.review),
            Route("/d/{key}/findings", self.findings),
            Route("/d/{key}/decide", self.decide, methods=["POST"]),
            Route("/d/{key}/waivers", self.waivers),
            Route("/d/{key}/delete", self.delete, methods=["POST"]),
            Route("/d/{key}/{name}", self.download),
        ]
        handlers = {RefusedError: self._refused, HTTPException: self._unknown, Exception: self._broken}
        inner = Starlette(routes=routes, lifespan=self._life, exception_handlers=handlers)
        self.app = Guard(Door(inner, self._may_enter), settings.host, settings.names)

    @contextlib.asynccontextmanager
    async def _life(self, _: Starlette) -> AsyncIterator[None]:
        self._desk = Desk(self._settings)
        self._gatherings = Gatherings(self._desk)
        running = [asyncio.create_task(self._desk.warm()), asyncio.create_task(self._sweep())]
        try:
            yield
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)
            await self._gatherings.end()
            await self._desk.close()

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(min(_SWEEP, self._settings.keep / 2))
            self._desk.sweep()

    async def start(self, request: Request) -> Response:
        visit = self._visit(request)
        tables = await run_in_threadpool(self._tables, visit)
        drafts, units = self._desk.of(visit.session), self._desk.units(visit.session)
        return self._with_cookies(request, visit, self._pages.start(visit, drafts, tables, units))

    async def statuses(self, request: Request) -> Response:
        visit = self._visit(request)
        return JSONResponse([self._pages.status(draft, visit.lang) for draft in self._desk.of(visit.session)])

    async def hand_in(self, request: Request) -> Response:
        return await self._take(request, "check")

    async def compare(self, request: Request) -> Response:
        return await self._take(request, "compare")

    async def units(self, request: Request) -> Response:
        """The list of units that are to send, for the tables of this session."""
        visit = self._visit(request)
        folder = self._desk.new_folder()
        try:
            with self._desk.coming(visit.session) as weigh:
                form = await take_in(request, folder, self._settings, lambda f: self._admitted(request, f), weigh)
                sent = [one for one in form.files if one.field == "units"]
                if not sent or sent[0].too_large:
                    raise RefusedError(400, "web.refused.units")
                fault = await self._desk.list_units(visit.session, sent[0].path, sent[0].name)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        if fault is not None:
            raise RefusedError(400, "web.refused.list", name=fault.source, reason=fault.said)
        return RedirectResponse("/#drafts", 303)

    async def _take(self, request: Request, kind: Kind) -> Response:
        visit = self._visit(request)
        folder = self._desk.new_folder()
        try:
            with self._desk.coming(visit.session) as weigh:
                form = await take_in(request, folder, self._settings, lambda f: self._admitted(request, f), weigh)
                by = Handed(visit.session, visit.lang, kind)
                made = await handed_in(self._desk, form, by, self._settings, folder, weigh)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        return RedirectResponse(f"/d/{made[0].key}" if len(made) == 1 else "/#drafts", 303)

    async def draft(self, request: Request) -> Response:
        visit = self._visit(request)
        return self._with_cookies(request, visit, self._pages.draft(visit, self._found(request)))

    async def status(self, request: Request) -> Response:
        return JSONResponse(self._pages.status(self._found(request), self._visit(request).lang))

    async def review(self, request: Request) -> Response:
        draft, visit = self._done(request), self._visit(request)
        return review(self._form(await self._desk.forms(draft, ("html",), visit.lang), "html"))

    async def download(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in DOWNLOADS:
            raise HTTPException(404)
        draft, visit = self._done(request), self._visit(request)
        return download(draft, name, self._form(await self._desk.forms(draft, (name,), visit.lang), name))

    @staticmethod
    def _form(made: dict[str, Path], name: str) -> Path:
        if name not in made:
            raise RefusedError(500, "web.missing", names=name)
        return made[name]

    async def findings(self, request: Request) -> Response:
        """Each finding with what can be decided of it, as plain forms."""
        draft, visit = self._done(request), self._visit(request)
        if draft.kind != "check":
            raise HTTPException(404)
        seen = await self._desk.seen(draft, visit.lang)
        if seen is None:
            raise RefusedError(500, "web.refused.inside")
        name = self._desk.kept.name(visit.session)
        return self._with_cookies(request, visit, self._pages.findings(visit, draft, seen, name))

    async def decide(self, request: Request) -> Response:
        """Accept, edit, dismiss or undo: for the session that handed the draft in."""
        draft, visit = self._done(request), self._visit(request)
        form = await small_form(request)
        if not self._admitted(request, form) or draft.session != visit.session:
            raise RefusedError(403, "web.refused.token")
        key, choice, text, reason = (form.one(name) for name in ("finding", "choice", "text", "reason"))
        if choice not in CHOICES:
            raise RefusedError(400, "web.refused.form")
        if len(text) > MOST_LETTERS or len(reason) > MOST_LETTERS:
            raise RefusedError(413, "web.refused.long", n=MOST_LETTERS)
        who = self._desk.kept.named(visit.session, form.one("who"))
        review = draft.folder / f"review-{draft.lang}"
        asked = Asked(review, key, cast(Asking, choice), text, reason, who, date.today())
        said = await self._desk.decide(draft, asked, form.one("seen"))
        if said is not None:
            status = 409 if said.key.startswith("web.overtaken") else 400
            return self._pages.refused(visit, status, said, f"/d/{draft.key}/findings#{key}")
        return RedirectResponse(f"/d/{draft.key}/findings#{key}", 303)

    async def waivers(self, request: Request) -> Response:
        """The draft's own waiver file, to lie beside it."""
        draft = self._done(request)
        text = await self._desk.waiver_file(draft) if draft.kind == "check" else None
        if text is None or draft.session != self._visit(request).session:
            raise HTTPException(404)
        return Response(text, headers=attached(side_file(draft.name).name), media_type="application/yaml")

    async def decisions(self, request: Request) -> Response:
        """What was decided, as a file of waivers for the draft's folder or the office's."""
        made = self._desk.kept.of(self._visit(request).session)
        return Response(as_yaml(made), headers=attached("doichieu.waivers.yaml"), media_type="application/yaml")

    async def results(self, request: Request) -> Response:
        """All results of a session: how far they are made, then where they are fetched."""
        visit = self._visit(request)
        gathering = self._gathering(visit)
        return self._with_cookies(request, visit, self._pages.results(visit, gathering, ready=is_ready(gathering)))

    async def gathered(self, request: Request) -> Response:
        gathering = self._gathering(self._visit(request))
        return JSONResponse({"made": gathering.made, "all": len(gathering.drafts), "ended": is_ready(gathering)})

    async def archive(self, request: Request) -> Response:
        """All that a session has in one file; where forms are still lacking, the page that tells how far they are."""
        visit = self._visit(request)
        gathering = self._gathering(visit)
        if not is_ready(gathering):
            return RedirectResponse("/results", 303)
        others = [draft for draft in self._desk.of(visit.session) if draft.state != "done"]
        tables = await run_in_threadpool(self._tables, visit)
        made = archive(self._desk, gathering, others, tables, self._pages.rules)
        return StreamingResponse(made, headers=attached("doichieu.zip"), media_type="application/zip")

    def _gathering(self, visit: Visit) -> Gathering:
        gathering = self._gatherings.of(visit.session, visit.lang)
        if not gathering.drafts:
            raise HTTPException(404)
        return gathering

    async def department(self, request: Request) -> Response:
        """The department's table of one directive and year, of what this session has handed in."""
        visit, asked = self._visit(request), request.query_params
        form, year = request.path_params["form"], asked.get("year", "")
        known = {(one.directive_id, str(one.year)): one for one in await run_in_threadpool(self._tables, visit)}
        made = known.get((asked.get("directive", ""), year))
        if made is None or f".{form}" not in FORMS:
            raise HTTPException(404)
        data = await run_in_threadpool(written, made, f".{form}", self._pages.rules, visit.lang)
        return table(made, form, data)

    def _tables(self, visit: Visit) -> list[Department]:
        desk = self._desk
        return tables(desk.of(visit.session), self._pages.rules, visit.lang, desk.units(visit.session))

    async def delete(self, request: Request) -> Response:
        visit, draft = self._visit(request), self._found(request)
        form = await small_form(request)
        if not self._admitted(request, form) or draft.session != visit.session:
            raise RefusedError(403, "web.refused.token")
        self._desk.drop(draft.key)
        return RedirectResponse("/#drafts", 303)

    async def delete_all(self, request: Request) -> Response:
        if not self._admitted(request, await small_form(request)):
            raise RefusedError(403, "web.refused.token")
        self._desk.drop_all(self._visit(request).session)
        return RedirectResponse("/#drafts", 303)

    async def enter(self, request: Request) -> Response:
        """The door of a server that asks for a password."""
        visit = self._visit(request)
        if request.method == "GET" or self._settings.password is None:
            return self._with_cookies(request, visit, self._pages.enter(visit))
        form = await small_form(request)
        if not self._admitted(request, form):
            raise RefusedError(403, "web.refused.token")
        sender = request.client.host if request.client else ""
        if wait := self._guesses.wait(sender):
            raise RefusedError(429, "web.refused.guesses", n=math.ceil(wait))
        self._guesses.wrong(sender)  # until it is known to be right: guesses at the same time count each
        if not await run_in_threadpool(fits, form.one("password"), self._settings.password):
            return self._pages.enter(visit, 403, wrong=True)
        self._guesses.right(sender)
        answer = RedirectResponse("/", 303)
        answer.set_cookie(self._pass_cookie, self._tokens.passed(visit.session), httponly=True, samesite="lax")
        return answer

    def _may_enter(self, request: Request) -> bool:
        if self._settings.password is None or request.url.path == "/enter" or request.url.path.startswith("/api/"):
            return True
        session = self._tokens.session(request.cookies.get(self._session_cookie, ""))
        return self._tokens.has_passed(session, request.cookies.get(self._pass_cookie, ""))

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
