"""A whole HTML page: a template with the house's styles and script in it, and the policy that lets only those run."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Look:
    """What a page is made with: template folders (the first that has a template gives it), style sheets and scripts
    (files of them), what its policy allows beyond its own style and script, and what other sites learn of its address.
    """

    folders: tuple[Path, ...] = (TEMPLATES,)
    styles: tuple[Path, ...] = (TEMPLATES / "style.css",)
    scripts: tuple[Path, ...] = (TEMPLATES / "script.js",)
    allowed: str = "form-action 'none'"
    referrer: str = "no-referrer"

    @property
    def policy(self) -> str:
        """-> the Content-Security-Policy of its pages."""
        return (
            f"default-src 'none'; img-src data:; base-uri 'none'; {self.allowed}; "
            f"style-src '{_digest(_texts(self.styles))}'; script-src '{_digest(_texts(self.scripts))}'"
        )


REPORT = Look()


def page(template: str, look: Look = REPORT, **values: object) -> str:
    """-> one page: nothing is fetched, everything is escaped."""
    return (
        _environment(look.folders)
        .get_template(template)
        .render(
            style=_texts(look.styles),
            script=_texts(look.scripts),
            policy=look.policy,
            referrer=look.referrer,
            **values,
        )
    )


@lru_cache(maxsize=4)
def _environment(folders: tuple[Path, ...]) -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["key_of"] = id
    return made


@lru_cache(maxsize=8)
def _texts(paths: tuple[Path, ...]) -> str:
    return "\n".join(path.read_text(encoding="utf-8").strip() for path in paths)


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
