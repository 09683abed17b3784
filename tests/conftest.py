"""Settings of every test: property tests are judged by what they find, never by the clock of a busy machine."""

from __future__ import annotations

import os
import signal
import threading

from hypothesis import settings

settings.register_profile("house", deadline=None)
settings.register_profile("same", deadline=None, derandomize=True)  # CI tries the same examples on every machine
settings.load_profile("same" if os.environ.get("CI") else "house")
os.environ["DOICHIEU_CACHE"] = "off"  # no page that a test recognised stays with the user

# a shell that starts the tests in the background lets them, and every program that they start, ignore Ctrl-C
if threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
