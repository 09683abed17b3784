"""The program's own YAML, read by PyYAML once for all starts."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.kept.tables import Table

if TYPE_CHECKING:
    from yaml import CSafeLoader, SafeLoader, YAMLError


class NoYamlError(ValueError):
    """A text that PyYAML refuses; ``why`` is its own error."""

    def __init__(self, why: YAMLError | ValueError) -> None:
        self.why = why
        super().__init__(str(why))


def plain_yaml(text: str, *, keep: bool) -> Any:
    """-> what ``text`` says as plain data, each time new objects. Raises NoYamlError.

    ``keep``: for the starts to come. Only what comes with the program: whoever uses it could read what is kept.
    """
    key = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()
    found = _table().get(key) if keep else None
    if found is None:
        import yaml

        try:
            found = yaml.load(text, Loader=loader())
        except (yaml.YAMLError, ValueError) as error:
            raise NoYamlError(error) from None
        if keep:
            _table().put(key, found)
    return found


@lru_cache(maxsize=1)
def loader() -> type[SafeLoader | CSafeLoader]:
    """-> libyaml's reader of plain data, or PyYAML's own where that was built without it."""
    import yaml

    found: type[SafeLoader | CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return found


@lru_cache(maxsize=1)
def _table() -> Table:
    """-> the table of texts by what they hold; another PyYAML begins another one, and need not be imported for this."""
    found = find_spec("yaml")
    library = Path(found.origin).stat() if found and found.origin else None
    return Table("yaml", f"{library.st_mtime_ns} {library.st_size}" if library else "")
