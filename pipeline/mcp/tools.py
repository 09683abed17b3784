"""The four tools as plain functions: files of the folders that the user has opened, read in a process of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pipeline.errors import DoichieuError, ReadError
from pipeline.knowledge.load import Rules
from pipeline.limits import Limits
from pipeline.mcp.answers import Answer, documents_answer, plan_answer, review_answer, versions_answer
from pipeline.model import Document, Lang

MOST_DOCUMENTS = 20
MOST_TEXT = 2_000_000  # characters of a draft that is handed over as text


@dataclass(frozen=True, slots=True)
class Office:
    """What the tools may see and how they answer: folders that files may lie in, the rules, the language."""

    folders: tuple[Path, ...]
    rules: Rules
    lang: Lang = "vi"
    limits: Limits = field(default_factory=Limits)

    def check_draft(
        self, path: str | None, text: str | None, against: Sequence[str], as_of: date | None = None
    ) -> Answer:
        """-> the review of a draft; ``against`` are numbers, files, or "auto". Raises DoichieuError."""
        from pipeline.api import check
        from pipeline.check.against import is_auto
        from pipeline.knowledge.directives import the_directive

        draft = self._document(path, text)
        parents = [
            one if is_auto(one) else self._document(one, None) if self._is_file(one) else the_directive(one, self.rules)
            for one in against
        ]
        return review_answer(
            check(draft, parents, rules=self.rules, as_of=as_of, lang=self.lang), self.rules, self.lang
        )

    def extract_plan(self, path: str | None, text: str | None) -> Answer:
        """-> what stands in a plan. Raises DoichieuError."""
        return plan_answer(self._document(path, text), self.rules, self.lang)

    def find_document(self, words: str) -> Answer:
        """-> the documents of the registry whose number or title has the words."""
        from pipeline.knowledge.registry import registry

        known = registry(self.rules)
        return documents_answer(list(known.candidates(words) or known.search(words)), MOST_DOCUMENTS)

    def compare_versions(self, old: str, new: str) -> Answer:
        """-> what has changed from one file to the other. Raises DoichieuError."""
        from pipeline.compare.versions import versions

        return versions_answer(versions(self._document(old, None), self._document(new, None), self.rules))

    def _document(self, path: str | None, text: str | None) -> Document:
        from pipeline.api import read
        from pipeline.parse import parse_bytes

        if (path is None) == (text is None):
            raise DoichieuError("", "mcp.path_or_text")
        if text is not None:
            if len(text) > MOST_TEXT:
                raise DoichieuError("", "mcp.too_long", n=MOST_TEXT)
            return parse_bytes(text.encode("utf-8", "replace"), "draft.txt", self.rules, self.limits)
        return read(self._opened(path or ""), rules=self.rules, limits=self.limits)

    def _is_file(self, name: str) -> bool:
        return any((folder / name).is_file() for folder in self.folders)

    def _opened(self, name: str) -> Path:
        """-> the file, wherever links lead within the folders. Raises ReadError outside of them, or where none is."""
        for folder in self.folders if "\0" not in name else ():
            found = (folder / name).resolve()
            if found.is_relative_to(folder.resolve()) and found.is_file():
                return found
        raise ReadError(name, "mcp.not_opened", folders=", ".join(map(str, self.folders)))
