"""The pages: what they are made with, and what they show of a draft."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import HTMLResponse, Response

from pipeline.api import rules_in_use
from pipeline.batch.department import Department, Units
from pipeline.batch.department.page import LOOK as TABLE
from pipeline.knowledge.directives import directives
from pipeline.knowledge.messages import Messages, messages
from pipeline.model import Lang
from pipeline.report.formats import FORMATS
from pipeline.report.html import REPORT, TEMPLATES, Look, page
from pipeline.saying import Said
from pipeline.text.fold import fold
from pipeline.web.desk import Draft
from pipeline.web.renderer import Seen
from pipeline.web.security import is_loopback
from pipeline.web.settings import MOST_PARENTS, Settings
from pipeline.web.worker import STAGES

if TYPE_CHECKING:
    from pipeline.web.gathering import Gathering

_OWN = Path(__file__).parent / "templates"
LOOK = Look(
    folders=(_OWN, TEMPLATES),
    styles=(TEMPLATES / "style.css", _OWN / "web.css"),
    scripts=(TEMPLATES / "sorting.js", _OWN / "web.js"),
    allowed="form-action 'self'; frame-src 'self'; connect-src 'self'",
    referrer="same-origin",
)
POLICY = f"{LOOK.policy}; frame-ancestors 'none'"
# the review has an origin of its own: whatever came in with a draft, it reaches neither this site nor its cookies
REVIEW_POLICY = f"{REPORT.policy}; frame-ancestors 'self'; sandbox allow-scripts"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOWNLOADS = {"docx": _WORD, "xlsx": _SHEET, "phieu": _WORD, "html": "text/html", "json": "application/json"}


@dataclass(frozen=True, slots=True)
class Visit:
    """Who looks: the session, the token of its forms, and its language."""

    session: str
    token: str
    lang: Lang


class Pages:
    """Renders every page of one server."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.rules = rules_in_use(settings.rules)
        self.directives = directives(self.rules)
        self._fields = sorted({directive.field or "" for directive in self.directives}, key=lambda f: (not f, fold(f)))

    def say(self, lang: str) -> Messages:
        return messages(self.rules, lang)

    def start(
        self, visit: Visit, drafts: list[Draft], tables: list[Department], units: Units | None = None
    ) -> Response:
        """The form, the session's drafts below it, and the tables that can be made of them; ``units`` are to send."""
        settings = self._settings
        return self._page(
            "start.html",
            visit,
            drafts=drafts,
            tables=tables,
            units=units,
            fields=[(field, [d for d in self.directives if (d.field or "") == field]) for field in self._fields],
            known=len(self.directives),
            most_files=settings.max_files,
            most_parents=MOST_PARENTS,
            megabytes=settings.max_size / 2**20,
            most_bytes=settings.max_size,
            here=is_loopback(settings.host),
            keep=settings.keep / 3600,
            share=settings.share / 2**30,
        )

    def draft(self, visit: Visit, draft: Draft) -> Response:
        """Progress, error, or the review in place with what can be downloaded."""
        if draft.state == "done":
            downloads = DOWNLOADS if draft.kind == "check" else ("html", "json")
            return self._page("reviewed.html", visit, draft=draft, downloads=downloads)
        if draft.state == "failed":
            return self._page("failed.html", visit, draft=draft)
        return self._page("progress.html", visit, draft=draft, stages=STAGES)

    def enter(self, visit: Visit, status: int = 200, *, wrong: bool = False) -> Response:
        """Where the password is asked for."""
        return self._page("enter.html", visit, status, wrong=wrong)

    def findings(self, visit: Visit, draft: Draft, seen: Seen, name: str) -> Response:
        """The findings of a draft, each with forms to decide it; those that are decided behind the others."""
        own = draft.session == visit.session
        still = [item for item in seen.items if item.choice is None]
        decided = [item for item in seen.items if item.choice is not None]
        return self._page("findings.html", visit, draft=draft, still=still, decided=decided, own=own,
                          waived=seen.waived, name=name, office=self._settings.waivers is not None)  # fmt: skip

    def results(self, visit: Visit, gathering: Gathering, *, ready: bool) -> Response:
        """All results: how many drafts are through, then the archive to fetch."""
        return self._page("results.html", visit, gathering=gathering, ready=ready)

    def refused(self, visit: Visit, status: int, said: Said, back: str = "/") -> Response:
        """Why a request was turned away, and what to do."""
        return self._page("refused.html", visit, status, told=self.say(visit.lang).line(said), back=back)

    def status(self, draft: Draft, lang: str) -> dict[str, object]:
        """-> where a draft stands, for the script of a page that waits."""
        return {"key": draft.key, "state": self.badge(draft), "words": self.words(draft, self.say(lang)),
                "stage": STAGES.index(draft.stage), "ended": draft.ended is not None, "rank": self.rank(draft),
                "line": self.state(draft, self.say(lang)), "targets": self.standing(draft, self.say(lang)),
                "unit": draft.outcome.unit if draft.outcome else ""}  # fmt: skip

    @staticmethod
    def badge(draft: Draft) -> str:
        """-> the class of a draft's badge: how it stands, or how grave its worst finding is."""
        return draft.outcome.worst if draft.outcome else draft.state

    @staticmethod
    def words(draft: Draft, say: Messages) -> str:
        """-> how a draft stands, in a line."""
        if draft.outcome:
            return draft.outcome.headline
        if draft.fault:
            return say.reason(draft.fault.said)
        stage = say(f"web.stage.{draft.stage}")
        return f"{stage} ({say('web.pages', pages=draft.pages)})" if draft.pages else stage

    @staticmethod
    def state(draft: Draft, say: Messages) -> str:
        """-> how a draft stands in a cell: its findings by weight, or where its check is."""
        if draft.outcome is None:
            return Pages.words(draft, say)
        if draft.kind != "check":
            return draft.outcome.headline
        found = [say(f"count.{severity}", n=n) for severity, n in draft.outcome.severities if n]
        return ", ".join(found) or say("web.clean")

    @staticmethod
    def rank(draft: Draft) -> int:
        """-> a number by which the gravest draft comes first."""
        if draft.outcome is None:
            return 0 if draft.fault else 10**9
        weight = 0
        for _, n in draft.outcome.severities:
            weight = weight * 1000 + min(n, 999)
        return 10**9 - weight

    @staticmethod
    def standing(draft: Draft, say: Messages) -> str:
        """-> how many targets stand how, those of its own left out."""
        told = draft.outcome.statuses if draft.outcome else ()
        return ", ".join(f"{n} {say(f'status.{status}')}" for status, n in told if status != "added")

    def _page(self, template: str, visit: Visit, status: int = 200, **values: object) -> Response:
        say = self.say(visit.lang)
        told = {"badge": self.badge, "words": self.words, "state": self.state, "rank": self.rank}
        text = page(template, LOOK, say=say, visit=visit, standing=self.standing, **told, **values)
        return HTMLResponse(text, status, {"Content-Security-Policy": POLICY})


def review(form: Path) -> Response:
    """The HTML review as the frame of the draft's page shows it."""
    headers = {"Content-Security-Policy": REVIEW_POLICY, "X-Frame-Options": "SAMEORIGIN"}
    return HTMLResponse(form.read_bytes(), headers=headers)


def download(draft: Draft, name: str, form: Path) -> Response:
    """One result as a file named after the draft."""
    return Response(form.read_bytes(), headers=attached(result_name(draft.name, name)), media_type=DOWNLOADS[name])


def result_name(draft: str, name: str) -> str:
    """-> "ke-hoach.review.docx" of "ke-hoach.doc"."""
    stem = draft.rpartition(".")[0] or draft
    return stem + (FORMATS[name].suffix if name == "phieu" else f".review{FORMATS[name].suffix}")


def table(made: Department, form: str, data: bytes) -> Response:
    """The department's table: a page to be read here, or a file."""
    if form == "html":
        return HTMLResponse(data, headers={"Content-Security-Policy": f"{TABLE.policy}; frame-ancestors 'none'"})
    name = f"tong-hop-{made.directive_id}-{made.year}.{form}".replace("/", "-")
    kind = _SHEET if form == "xlsx" else "text/csv; charset=utf-8"
    return Response(data, headers=attached(name), media_type=kind)


def attached(file: str) -> dict[str, str]:
    """-> the headers of a file that is to be kept, whatever stands in its name."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "_" for c in file)
    return {
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file, safe='')}",
        "Content-Security-Policy": REVIEW_POLICY,
    }
