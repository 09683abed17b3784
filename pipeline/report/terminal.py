"""A page of text: rich tables and wrapped lines in a given width, with or without colours, always the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

NARROWEST = 60  # below this a table cannot be read; a terminal wraps it


def shared(columns: Sequence[tuple[int, int]], width: int) -> list[int]:
    """-> the widths of ``columns`` (share, narrowest) in a ruled table ``width`` wide: rules and blanks taken off."""
    free = width - 3 * len(columns) - 1
    whole = sum(share for share, _ in columns)
    widths = [max(narrowest, free * share // whole) for share, narrowest in columns]
    while sum(widths) != free:  # what is left over or lacking goes to, or comes from, the one with most to spare
        roomiest = max(range(len(widths)), key=lambda i: widths[i] - columns[i][1])
        widths[roomiest] += 1 if sum(widths) < free else -1
    return widths


class Terminal:
    """Collects what is written to it; ``text()`` gives the whole, without colours unless ``colour``."""

    def __init__(self, width: int, colour: bool) -> None:
        from rich.console import Console

        self._out = StringIO()
        self.colour = colour
        self.console: Console = Console(
            file=self._out,
            width=max(width, NARROWEST),
            force_terminal=colour,
            color_system="standard" if colour else None,
            no_color=not colour,
            legacy_windows=False,
            highlight=False,
            markup=False,
            emoji=False,
        )

    def line(self, words: str | Text = "", style: str = "") -> None:
        """One paragraph, wrapped at blanks."""
        self.console.print(words, style=style, soft_wrap=False)

    def heading(self, words: str, style: str = "bold") -> None:
        """A blank line and a heading."""
        self.line()
        self.line(words, style)

    def bullet(self, words: str) -> None:
        """A paragraph that hangs behind a dash."""
        self.hanging([("-", ""), (words, "")], [1])

    def hanging(self, cells: Sequence[tuple[str, str]], widths: Sequence[int], indent: int = 2) -> None:
        """A row of (words, style): the first ones in columns of ``widths``, the last one wrapped in what is left."""
        from rich.padding import Padding
        from rich.table import Table
        from rich.text import Text

        grid = Table.grid(padding=(0, 1))
        for width in widths:
            grid.add_column(width=width, no_wrap=True)
        grid.add_column(ratio=1, overflow="fold")  # an address has no blank to break at
        grid.add_row(*(Text(words, style) for words, style in cells))
        self.console.print(Padding(grid, (0, 0, 0, indent)))

    def table(self, columns: Sequence[tuple[str, int, int]], rows: Sequence[Sequence[RenderableType]]) -> None:
        """A ruled table; ``columns`` are (name, share of the width, narrowest width)."""
        from rich import box
        from rich.table import Table

        table = Table(box=box.SQUARE, show_lines=True, header_style="bold", border_style="dim")
        widths = shared([(share, narrowest) for _, share, narrowest in columns], self.console.width)
        for (name, _, _), width in zip(columns, widths, strict=True):
            table.add_column(name, width=width, overflow="fold")
        for row in rows:
            table.add_row(*row)
        self.console.print(table)

    def grid(self, names: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """A ruled table whose columns are as wide as their words where there is room."""
        from rich import box
        from rich.table import Table
        from rich.text import Text

        table = Table(box=box.SQUARE, header_style="bold", border_style="dim")
        for name in names:
            table.add_column(Text(name), overflow="fold")
        for row in rows:
            table.add_row(*(Text(words) for words in row))
        self.console.print(table)

    def text(self) -> str:
        """-> all that was written; plain text has no blanks at the ends of lines."""
        text = self._out.getvalue()
        return text if self.colour else "".join(line.rstrip() + "\n" for line in text.splitlines())
