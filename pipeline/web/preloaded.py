"""Imported once by the server of forks, before the first draft comes: what every check needs is loaded here."""

from __future__ import annotations

import contextlib

from pipeline.web.worker import warm_up

with contextlib.suppress(Exception):  # a check that must fail fails by itself, and says why
    warm_up()
