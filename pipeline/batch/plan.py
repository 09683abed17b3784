"""What a run has to do: the documents that are there held against those that the tables already know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from pipeline.batch.sources import Source, Unread, root_name
from pipeline.batch.store import bucket_of, buckets_for
from pipeline.saying import own_messages, to_say
from pipeline.tables.stored import Entry
from pipeline.text.identity import document_id


@dataclass(frozen=True, slots=True)
class Todo:
    """A document to take apart. ``entry`` is what the tables will say of it where nothing fails."""

    address: str
    entry: Entry


@dataclass(slots=True)
class Plan:
    """``kept`` are the entries that stand without basis, ``todo`` the documents to read, ``buckets`` how many
    buckets hold them all. ``waiting`` are entries whose documents are to be read again and that stand until then.
    """

    kept: list[Entry] = field(default_factory=list)
    todo: list[Todo] = field(default_factory=list)
    waiting: dict[tuple[str, str], Entry] = field(default_factory=dict)
    buckets: int = 1
    unchanged: int = 0
    new: int = 0
    changed: int = 0
    again: int = 0
    vanished: int = 0
    elsewhere: int = 0
    copies: int = 0


def plan(
    found: Iterable[tuple[Source, str] | Unread],
    known: Iterable[Entry],
    mark: str,
    roots: Iterable[str],
    *,
    prune: bool = False,
    retry: bool = False,
    lang: str = "vi",
) -> Plan:
    """-> what to do about ``found`` (each source with the hash of its content) where the tables hold ``known``.

    A document is what its content and its name are; one that lies in several places is one, with ``copies``. What is
    known stands where it was read with the same ``mark``; a failure too, unless ``retry``. What is known and was
    looked for below ``roots`` in vain has vanished; what lies elsewhere stands as it is. ``lang`` is that of failures.
    """
    say = own_messages(lang)
    there: dict[tuple[str, str], list[Source]] = {}
    sources: set[str] = set()
    result = Plan()
    closed: list[str] = []  # folders that could not be looked into
    for seen in found:
        if isinstance(seen, Unread):
            sources.add(seen.name)
            closed.append(seen.name)
            result.kept.append(_failed(seen.name, "", "", mark, (seen.error, say.line(seen.said))))
            continue
        source, digest = seen
        sources.add(source.name)
        key = (digest, document_id(source.name, digest))
        if key in there:
            there[key].append(source)
            result.copies += 1
        else:
            there[key] = [source]
    old = {entry.key: entry for entry in known}
    replaced = {entry.source for key, entry in old.items() if key not in there and key[0]}
    owner: dict[str, str] = {}
    for key, places in sorted(there.items(), key=lambda item: item[0]):
        first, *others = sorted(places, key=lambda place: place.name.split("/"))  # whatever order folders came in
        entry = Entry(key[1], key[0], mark, first.name, tuple(other.name for other in others))
        before = old.get(key)
        if owner.setdefault(key[1], key[0]) != key[0]:
            told = ("IdentityError", say.line(to_say("sources.same_id", first.name)))
            result.kept.append(_failed(first.name, key[1], key[0], mark, told))
        elif before is not None and _stands(before, entry, retry):
            kept = replace(before, source=entry.source, copies=entry.copies, vanished=False)
            result.kept.append(kept)
            result.unchanged += 1
        else:
            result.todo.append(Todo(first.address, entry))
            if before is not None:
                result.waiting[key] = before
                result.again += 1
            elif first.name in replaced:
                result.changed += 1
            else:
                result.new += 1
    looked_in = tuple(_folder(root_name(root)) for root in roots)
    for key, entry in old.items():
        if key in there or entry.source in sources:
            continue
        if not _below(entry.source, looked_in) or _below(entry.source, tuple(_folder(name) for name in closed)):
            result.elsewhere += 1
            result.kept.append(entry)
        elif entry.rows and not prune:
            result.vanished += 1
            result.kept.append(replace(entry, vanished=True))
        else:
            result.vanished += 1
    result.buckets = buckets_for(len(result.kept) + len(result.todo))
    result.todo.sort(key=lambda todo: (bucket_of(todo.entry, result.buckets), todo.entry.doc_id))
    return result


def _stands(before: Entry, now: Entry, retry: bool) -> bool:
    """A failure's words name its file, and a file's ending may decide how it is read: both must be as they were."""
    if before.mark != now.mark or PurePosixPath(before.source).suffix != PurePosixPath(now.source).suffix:
        return False
    return not before.failures or (before.source == now.source and not retry)


def _failed(source: str, doc_id: str, sha256: str, mark: str, told: tuple[str, str]) -> Entry:
    return Entry(doc_id, sha256, mark, source, rows=False, failures=(("read", *told),))


def _folder(root: str) -> str:
    return root.rstrip("/") + "/"


def _below(source: str, folders: tuple[str, ...]) -> bool:
    if "./" in folders and not source.startswith(("/", "../")) and "://" not in source:
        return True
    return source.startswith(folders) or f"{source}/" in folders
