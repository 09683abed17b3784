"""From a form to drafts on the desk: archives taken apart, what cannot be checked turned away with its reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from starlette.concurrency import run_in_threadpool

from pipeline.api import rules_in_use
from pipeline.check.keeping import OWN_NAME
from pipeline.errors import ReadError
from pipeline.knowledge.directives import directives
from pipeline.model import Lang
from pipeline.read.folders import is_waiver_file
from pipeline.saying import to_say
from pipeline.text.fold import fold
from pipeline.web.desk import Desk, Draft
from pipeline.web.settings import Settings
from pipeline.web.unpacking import is_archive, unpacked
from pipeline.web.uploads import Form, RefusedError, Upload
from pipeline.web.worker import Fault, Kind


@dataclass(frozen=True, slots=True)
class Handed:
    """Who hands in, in which language, and for what."""

    session: str
    lang: Lang
    kind: Kind = "check"


async def handed_in(
    desk: Desk, form: Form, by: Handed, settings: Settings, folder: Path, weigh: Callable[[int], None]
) -> list[Draft]:
    """-> the drafts of a form, in its order; ``weigh`` hears what came out of archives. Raises RefusedError."""
    drafts = await run_in_threadpool(_all_drafts, form, folder, settings)
    weigh(sum(upload.size for upload in drafts if upload not in form.files and not upload.too_large))
    drafts, waivers = _set_apart(drafts)
    if not drafts:
        raise RefusedError(400, "web.refused.none")
    chosen = [*form.values.get("auto", []), *form.values.get("against", [])]
    against = tuple(dict.fromkeys(name for name in chosen if name))
    known = {directive.directive_id for directive in directives(rules_in_use(settings.rules))}
    if not known.issuperset(set(against) - {"auto"}):
        raise RefusedError(400, "web.refused.form")
    as_of = _day(form.one("as_of"))
    parents = [upload for upload in form.files if upload.field in ("parent", "old")]
    if by.kind == "compare" and (len(parents) != 1 or len(drafts) != 1):
        raise RefusedError(400, "web.refused.two")
    for parent in parents:
        fault = await run_in_threadpool(_fault_of, parent, settings)
        if fault is not None:
            raise RefusedError(400, "web.refused.parent", name=fault.source, reason=fault.said)
    goes_with = _matched(waivers, drafts)
    made = [
        desk.turn_away(by.session, one.name, by.lang, Fault(one.name, to_say("web.fault.no_draft")))
        for one in waivers
        if not any(one in some for some in goes_with)
    ]
    for upload, own in zip(drafts, goes_with, strict=True):
        fault = await run_in_threadpool(_fault_of, upload, settings)
        if fault is not None:
            made.append(desk.turn_away(by.session, upload.name, by.lang, fault))
            continue
        made.append(
            desk.hand_in(
                by.session,
                upload.name,
                upload.path,
                parents=tuple((parent.path, parent.name) for parent in parents),
                against=against or (() if parents else ("auto",)),
                as_of=as_of,
                lang=by.lang,
                kind=by.kind,
                waivers=tuple((one.path, one.name) for one in own),
            )
        )
    return made


def _all_drafts(form: Form, folder: Path, settings: Settings) -> list[Upload]:
    drafts: list[Upload] = []
    sent = [upload for upload in form.files if upload.field in ("draft", "new")]
    for upload in sent:
        if not upload.too_large and is_archive(upload.path):
            drafts += unpacked(upload, folder, settings, settings.max_files - len(drafts))
            upload.path.unlink()
        else:
            drafts.append(upload)
    if len(drafts) > settings.max_files:
        raise RefusedError(413, "web.refused.drafts", n=settings.max_files)
    return drafts


def _set_apart(sent: list[Upload]) -> tuple[list[Upload], list[Upload]]:
    """-> the drafts, and the waiver files that came with them."""
    waivers = [one for one in sent if is_waiver_file(one.name) and not one.too_large]
    return [one for one in sent if one not in waivers], waivers


def _matched(waivers: list[Upload], drafts: list[Upload]) -> list[list[Upload]]:
    """-> the waiver files of each draft: those for all, then its own by its name; a single one is a single draft's."""
    if len(waivers) == len(drafts) == 1:
        return [waivers]
    for_all = [one for one in waivers if one.name.casefold() in (OWN_NAME, OWN_NAME.replace(".yaml", ".yml"))]
    own = {fold(one.name.rpartition(".")[0].rpartition(".")[0]): one for one in waivers}
    found = []
    for draft in drafts:
        named = own.get(fold(draft.name.rpartition(".")[0] or draft.name))
        found.append([*for_all, *([named] if named is not None and named not in for_all else [])])
    return found


def _fault_of(upload: Upload, settings: Settings) -> Fault | None:
    """-> what forbids to check a file at all: its size, or what it is by its bytes."""
    from pipeline.read.sniff import sniff

    if upload.too_large:
        return Fault(upload.name, to_say("web.fault.large", size=settings.max_size / 2**20))
    data = upload.path.read_bytes()
    if not data:
        return Fault(upload.name, to_say("read.empty"))
    try:
        sniff(data, upload.name)
    except ReadError as error:
        return Fault(error.source, error.said.alone)
    return None


def _day(words: str) -> date | None:
    """-> the day of a form's field. Raises RefusedError where it is none."""
    if not words:
        return None
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise RefusedError(400, "web.refused.day") from None
