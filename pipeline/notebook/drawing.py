"""How the notebooks draw: a font with all Vietnamese letters, colours for the colour-blind, long names wrapped.

Colours are those of Okabe and Ito (Color Universal Design, 2008); every verdict has a sign of its own besides, so that
a figure is read in black and white too.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from pipeline.notebook.extras import extra
from pipeline.report.wording import shorten
from pipeline.text.unicode import canonical

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FONT = "DejaVu Sans"  # comes with matplotlib and has the whole of Vietnamese
INK, SOFT, FAINT, GROUND = "#1b1f24", "#57606a", "#c9d1d9", "#eef1f4"
BLUE, SKY, GREEN, ORANGE, VERMILLION, PURPLE, YELLOW = (
    "#0072b2", "#56b4e9", "#009e73", "#e69f00", "#d55e00", "#cc79a7", "#f0e442",
)  # fmt: skip
VERDICTS = {  # status -> (colour, sign, marker)
    "missing": ("#4d4d4d", "✕", "X"),
    "below": (VERMILLION, "▼", "v"),
    "behind": (ORANGE, "◣", "<"),
    "period_mismatch": (PURPLE, "↷", "P"),
    "narrowed": (YELLOW, "◇", "D"),
    "not_comparable": (GROUND, "?", "o"),
    "on_track": (SKY, "◢", ">"),
    "met": (GREEN, "✓", "s"),
    "above": (BLUE, "▲", "^"),
}
_DOTS = 144  # an inch; shown at half of it, sharp on paper and on fine screens
_STYLE: Any = {
    "font.family": [FONT], "font.size": 9, "text.color": INK, "axes.labelcolor": INK, "axes.edgecolor": FAINT,
    "axes.titlesize": 10, "axes.titlelocation": "left", "axes.spines.top": False, "axes.spines.right": False,
    "xtick.color": SOFT, "ytick.color": INK, "xtick.labelcolor": INK, "legend.frameon": False, "hatch.linewidth": 0.6,
    "axes.axisbelow": True, "grid.color": GROUND, "text.usetex": False, "text.parse_math": False,
}  # fmt: skip


@contextmanager
def style() -> Iterator[None]:
    """Around the drawing of a figure: the house's font and lines, whatever the user's own settings are."""
    with extra():
        import matplotlib
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_STYLE)
        yield


def new_figure(width: float, height: float) -> Figure:
    """-> an empty figure, in inches, that a notebook shows by itself; ``savefig`` writes it as PNG, SVG or PDF."""
    with extra():
        from matplotlib.figure import Figure

    class Picture(Figure):
        """A figure that shows itself without a backend or pyplot's list of open figures."""

        def _repr_png_(self) -> tuple[bytes, dict[str, int]]:
            data = io.BytesIO()
            self.savefig(
                data, format="png", dpi=_DOTS, bbox_inches="tight", pad_inches=0.15, metadata={"Software": None}
            )
            wide, high = (int.from_bytes(data.getvalue()[place : place + 4], "big") for place in (16, 20))
            return data.getvalue(), {"width": wide // 2, "height": high // 2}

    return Picture(figsize=(width, height), facecolor="white", layout="constrained")


def headline(figure: Figure, words: str, below: str = "") -> None:
    """The figure's title above it and a line of explanation below, both wrapped to its width."""
    wide = figure.get_figwidth()
    figure.suptitle(wrap(words, int(wide * 9)), x=0.01, ha="left", fontsize=12, fontweight="bold")
    if below:
        figure.supxlabel(wrap(below, int(wide * 13)), x=0.01, ha="left", fontsize=8.5, color=SOFT)


def wrap(words: str, width: int, lines: int | None = None) -> str:
    """-> the words in lines of ``width`` letters, at most ``lines`` of them, then an ellipsis; no word is cut."""
    found = textwrap.wrap(canonical(" ".join(words.split())), max(width, 8), break_long_words=False)
    if lines is not None and len(found) > lines:
        found = [*found[: lines - 1], shorten(" ".join(found[lines - 1 :]), max(width - 2, 8))]
    return "\n".join(found)


def ink_on(colour: str) -> str:
    """-> black or white, whichever is read better on ``colour`` (WCAG 2, relative luminance)."""
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#ffffff" if 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 else INK


def bare_axes(axes: Axes) -> None:
    """No frame, no ticks."""
    for side in axes.spines.values():
        side.set_visible(False)
    axes.tick_params(length=0)


def verdict_legend(holder: Any, statuses: list[str], say: Any, **place: Any) -> None:
    """A legend of the verdicts that occur: colour and sign."""
    from matplotlib.lines import Line2D

    shown = [status for status in reversed(VERDICTS) if status in statuses]
    handles = [
        Line2D(
            [],
            [],
            linestyle="",
            marker="s",
            markersize=11,
            color=VERDICTS[s][0],
            markeredgecolor=SOFT,
            markeredgewidth=0.4,
        )
        for s in shown
    ]
    labels = [f"{VERDICTS[s][1]}  {say(f'status.{s}')}" for s in shown]
    holder.legend(handles, labels, **{"handletextpad": 0.3, "columnspacing": 1.2, "fontsize": 9} | place)


def swarm(values: list[float], step: float) -> list[float]:
    """-> for points at these values, how far each is moved aside so that equal ones stand side by side."""
    seen: dict[float, int] = {}
    counts: dict[float, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    aside = []
    for value in values:
        place = seen.get(value, 0)
        seen[value] = place + 1
        aside.append((place - (counts[value] - 1) / 2) * step)
    return aside
