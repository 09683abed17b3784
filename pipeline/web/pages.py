"""The pages: what they are made with, and what they show of a draft."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from starlette.responses import HTMLResponse, Response

from pipeline.api import rules_in_use
from pipeline.knowledge.directives import directives
from pipeline.knowledge.messages import Messages, messages
from pipeline.model import Lang
from pipeline.report.formats import FORMATS
from pipeline.report.html import REPORT, TEMPLATES, Look, page
from pipeline.saying import Said
from pipeline.web.desk import Draft
from pipeline.web.security import is_loopback
from pipeline.web.settings import MOST_PARENTS, Settings
from pipeline.web.worker import STAGES

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
        self._rules = rules_in_use(settings.rules)
        self.directives = directives(self._rules)

    def say(self, lang: str) -> Messages:
        return messages(self._rules, lang)

    def start(self, visit: Visit, drafts: list[Draft]) -> Response:
        """The form, and the session's drafts below it."""
        settings = self._settings
        return self._page(
            "start.html",
            visit,
            drafts=drafts,
            directives=self.directives,
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
            return self._page("reviewed.html", visit, draft=draft, downloads=DOWNLOADS)
        if draft.state == "failed":
            return self._page("failed.html", visit, draft=draft)
        return self._page("progress.html", visit, draft=draft, stages=STAGES)

    def refused(self, visit: Visit, status: int, said: Said) -> Response:
        """Why a request was turned away, and what to do."""
        return self._page("refused.html", visit, status, told=self.say(visit.lang).line(said))

    def status(self, draft: Draft, lang: str) -> dict[str, object]:
        """-> where a draft stands, for the script of a page that waits."""
        return {"key": draft.key, "state": self.badge(draft), "words": self.words(draft, self.say(lang)),
                "stage": STAGES.index(draft.stage), "ended": draft.ended is not None}  # fmt: skip

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

    def _page(self, template: str, visit: Visit, status: int = 200, **values: object) -> Response:
        say = self.say(visit.lang)
        text = page(template, LOOK, say=say, visit=visit, badge=self.badge, words=self.words, **values)
        return HTMLResponse(text, status, {"Content-Security-Policy": POLICY})


def review(draft: Draft) -> Response:
    """The HTML review as the frame of the draft's page shows it."""
    headers = {"Content-Security-Policy": REVIEW_POLICY, "X-Frame-Options": "SAMEORIGIN"}
    return HTMLResponse((draft.folder / "html").read_bytes(), headers=headers)


def download(draft: Draft, name: str) -> Response:
    """One result as a file named after the draft."""
    stem = draft.name.rpartition(".")[0] or draft.name
    file = stem + (FORMATS[name].suffix if name == "phieu" else f".review{FORMATS[name].suffix}")
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "_" for c in file)
    headers = {
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file, safe='')}",
        "Content-Security-Policy": REVIEW_POLICY,
    }
    return Response((draft.folder / name).read_bytes(), headers=headers, media_type=DOWNLOADS[name])
