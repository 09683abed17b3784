"""Who gets the plan: the recipients as written, abbreviations and all, against the bodies that have work to do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.check.assignments import assignees, duties
from pipeline.check.context import Context, Hit, check
from pipeline.knowledge.agencies import Agencies, agencies, agency_key, lives_of
from pipeline.knowledge.checks import CheckRule
from pipeline.text.fold import bare, fold
from pipeline.text.patterns import compiled

_LIST = compiled(r"^\W*(?:các\s)?(?P<head>[^:;,]{2,30}):\s*(?P<items>.+)$", re.IGNORECASE)  # "- Sở: NN&MT, TC, YT;"
_LEVELS = compiled(r"(?<!\w)cấp (?:xã|huyện|tỉnh)(?!\w)")
_BELOW = {"cấp xã": ("xã", "phường", "thị trấn", "đặc khu"), "cấp huyện": ("huyện", "quận", "thị xã", "thành phố")}
_SHORT = compiled(r"(?<!\w)[A-ZĐ][A-ZĐ&\-]*[A-ZĐ](?!\w)")
_FEWEST = 3  # named recipients


@check("not-among-recipients")
def not_among_recipients(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """Bodies with duties that do not get the plan, told together, where the recipients are named one by one.

    Nothing is said while an abbreviation stands there that could be one of them.
    """
    listed = [name for line in context.document.metadata.recipients for name in _names(line)]
    keys = [agency_key(name) for name in listed]
    if len(keys) < _FEWEST or any(agency_key(word) in key for key in keys for word in rule.strings("covers_all")):
        return
    known = agencies(context.rules)
    got = {body.name for name in listed for body in lives_of(name, known)}
    missing: dict[str, tuple[int, int, str]] = {}
    for body, start, end in _charged(context):
        lives = lives_of(body, known)
        if not lives or got & {life.name for life in lives}:
            continue
        names = {life.name for life in lives} | {body}
        if not any(_stands_for(name, key, one) for one in names for name, key in zip(listed, keys, strict=True)):
            missing.setdefault(agency_key(body), (start, end, body))
    understood = rule.strings("abbreviations")
    if missing and not any(_is_dark(name, understood, known) for name in listed):
        told = [*missing.values()]
        bodies = "”, “".join(body for _, _, body in told)
        yield Hit(told[0][0], told[0][1], {"bodies": bodies, "count": len(told)})


def _charged(context: Context) -> Iterator[tuple[str, int, int]]:
    """-> the bodies that the plan gives work to, with the place: by a heading, or as the subject of an item."""
    for section in assignees(context):
        if section.level > 1 and duties(context, section):
            yield section.heading.rstrip(" :."), section.start, section.heading_end
    kinds = {section.section_id: section.kind for section in context.document.sections}
    for task in context.document.tasks:
        alone = len(task.lead) == 1 and task.quote.startswith(task.lead[0])
        if alone and kinds.get(task.section_id or "") == "to_chuc_thuc_hien":
            yield task.lead[0], task.start, task.start + len(task.lead[0])


def _names(line: str) -> list[str]:
    """-> the recipients of a line, the noun before a colon given to each: "Sở: NN&MT, TC" -> "Sở NN&MT", "Sở TC"."""
    told = _LIST.match(line)
    if told is None:
        return [line.strip("-+ ;.")]
    items = [item.strip(" ;.") for item in re.split(r"[,;]", told["items"])]
    return [f"{told['head'].strip()} {item}" for item in items if item]


def _stands_for(name: str, key: str, body: str) -> bool:
    """Whether a recipient is the body: its name, its first word with the initials of the rest, or the level's units."""
    if agency_key(body) in key:
        return True
    level = _LEVELS.search(fold(body))
    if level is not None:
        head = agency_key(body[: level.start()])
        units = any(re.search(rf"(?<!\w){unit}(?!\w)", fold(name)) for unit in _BELOW.get(level[0], ()))
        return units and (key.startswith(head) or key.startswith(_initials(head)))
    first, _, rest = body.partition(" ")
    written, _, short = name.partition(" ")
    return (
        bare(first) == bare(written) and bool(short) and _initials(agency_key(rest)) == bare(re.sub(r"\W", "", short))
    )


def _initials(key: str) -> str:
    return "".join(word[0] for word in key.split())


def _is_dark(name: str, understood: tuple[str, ...], known: Agencies) -> bool:
    """Whether a recipient holds an abbreviation that is neither common nor that of a known body."""
    for short in _SHORT.findall(name):
        letters = bare(re.sub(r"\W", "", short))
        if letters not in map(bare, understood) and letters not in _known_initials(known):
            return True
    return False


def _known_initials(known: Agencies) -> frozenset[str]:
    """-> the initials of every known body's name without its first word ("Sở Tài chính" -> "tc"), and with it."""
    keys = known.by_key
    return frozenset(_initials(key) for key in keys) | frozenset(_initials(key.partition(" ")[2]) for key in keys)
