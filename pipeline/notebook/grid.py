"""Tables to search and to sort, without a network, each row with its words in context."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

from pipeline.knowledge.messages import Messages, messages
from pipeline.notebook.extras import extra
from pipeline.notebook.faults import NothingToShowError
from pipeline.notebook.plans import records
from pipeline.notebook.words import Shown, context
from pipeline.report.wording import shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pandas import DataFrame, Series

    from pipeline.knowledge.load import Rules
    from pipeline.notebook.plans import AnyRules, Tables

_TECHNICAL = {
    "start", "end", "heading_start", "heading_end", "sha256", "path", "resolved_from", "members", "sources",
    "target_id", "part_of", "certainty", "note", "approximate", "parent_id", "section_id", "doc_id", "source",
    "rule", "score", "reason", "directive_id", "quote", "page", "family", "unresolved",
}  # fmt: skip
_STYLE = (
    "<style>.doichieu-table table.dataTable { text-align: left; table-layout: auto; width: 100% !important; }"
    ".doichieu-table td, .doichieu-table th { white-space: normal !important; overflow-wrap: break-word;"
    " text-align: left !important; vertical-align: top; max-width: 26rem; }"
    ".doichieu-table td.dt-type-numeric { text-align: right !important; white-space: nowrap !important; }"
    ".doichieu-table summary { cursor: pointer; } .doichieu-table summary.place { color: #0a4a9e; min-width: 9rem; }"
    ".doichieu-table details[open] { min-width: 16rem; }</style>"
)
_CODES = ("severity", "role", "level", "broken")  # columns whose values are codes that the messages have words for
_LONG = 110
_loaded = False


def start() -> Shown:
    """-> what a notebook shows once, in its first cell: the script that ``browse`` needs, without a network.

    Each table brings the script itself where this was not called.
    """
    global _loaded
    _loaded = True
    return Shown(_script(), "")


def browse(
    frame: DataFrame,
    tables: Tables | None = None,
    *,
    columns: Sequence[str] | None = None,
    rows: int = 8,
    most: int = 2000,
    rules: AnyRules | None = None,
    lang: str = "vi",
) -> Shown:
    """-> the frame as a table to search, sort and turn over, long Vietnamese words wrapped.

    With ``tables``, each row that has a place (doc_id, start, end) opens its words in context, with section and page.
    ``columns`` are those to show (else all but offsets and keys), ``rows`` how many at a time; more than ``most`` are
    cut off, and it says so.

    >>> browse(tables["targets"], tables, columns=["commune", "value", "unit", "indicator"])  # doctest: +SKIP
    """
    with extra():
        from itables import to_html_datatable

    from pipeline.api import rules_in_use

    in_use = rules_in_use(rules)
    say = messages(in_use, lang)
    shown = frame.head(most)
    if columns is not None and (lost := [name for name in columns if name not in shown.columns]):
        raise NothingToShowError(", ".join(lost), "fault.no_column", names=", ".join(frame.columns))
    names = [name for name in shown.columns if name not in _TECHNICAL] if columns is None else list(columns)
    table = _for_reading(shown, names, say)
    if tables is not None and {"doc_id", "start", "end"} <= set(shown.columns):
        table[say("frame.words")] = [_words(row, tables, in_use, say, "commune" in names) for row in records(shown)]
    cut = say("notebook.cut", shown=len(shown), n=len(frame)) if len(frame) > most else ""
    html = to_html_datatable(
        table.reset_index(drop=True), cut or None, connected=False, showIndex=False, allow_html=True, maxBytes=0,
        lengthMenu=[rows, 25, 100], pageLength=rows, classes="display compact", style="width:100%", order=[],
        layout={"topStart": "search", "topEnd": "pageLength", "bottomStart": "info", "bottomEnd": "paging"},
        language=_language(say),
    )  # fmt: skip
    script = "" if _loaded else _script()
    return Shown(f'{script}{_STYLE}<div class="doichieu-table">{html}</div>', frame[names].to_string())


def _script() -> str:
    with extra():
        import itables.options as options
        from itables.javascript import generate_init_offline_itables_html

    return str(generate_init_offline_itables_html(options.dt_bundle))


def _for_reading(frame: DataFrame, names: Sequence[str], say: Messages) -> DataFrame:
    import pandas as pd

    made = {}
    for name in names:
        values = frame[name].map(partial(say.word, name), na_action="ignore") if name in _CODES else frame[name]
        made[say.word("frame", name)] = _column(values)
    return pd.DataFrame(made)


def _column(values: Series[Any]) -> Any:
    """Figures stay figures, so that they sort; dates are ISO; lists are joined; all words are escaped."""
    import pandas as pd
    from pandas.api.types import is_bool_dtype, is_datetime64_any_dtype, is_numeric_dtype

    if is_bool_dtype(values.dtype):
        return ["✓" if value is True or value == True else "" for value in values.fillna(False)]  # noqa: E712
    if is_datetime64_any_dtype(values.dtype):
        return values.dt.strftime("%Y-%m-%d").fillna("")
    if is_numeric_dtype(values.dtype):
        return ["" if pd.isna(v) else int(v) if v % 1 == 0 else round(float(v), 4) for v in values]
    joined = ["; ".join(map(str, v)) if isinstance(v, list | tuple) else v for v in values]
    return ["" if not isinstance(v, str) and pd.isna(v) else _long(str(v)) for v in joined]


def _long(words: str) -> str:
    """-> the words; a long text folded to its beginning, still found by a search and opened by a click."""
    if len(words) <= _LONG:
        return escape(words)
    return f"<details><summary>{escape(shorten(words, _LONG))}</summary>{escape(words)}</details>"


def _words(row: dict[str, Any], tables: Tables, rules: Rules, say: Messages, told: bool) -> str:
    """The place, which opens the words; ``told``: whose plan it is stands in the row already."""
    import pandas as pd

    if pd.isna(row["start"]):
        return ""
    before, said, after, where = (escape(part) for part in context(row, tables, rules, say.lang))
    place = where.split(", ", 1)[-1] if told else where
    return f'<details><summary class="place">{place}</summary>{before}<mark>{said}</mark>{after}</details>'


def _language(say: Messages) -> dict[str, Any]:
    """The table's own words, in the reader's language."""
    return {
        "search": say("notebook.search"), "lengthMenu": "_MENU_ " + say("notebook.rows"), "info": say("notebook.info"),
        "infoEmpty": "0", "infoFiltered": say("notebook.filtered"), "zeroRecords": say("notebook.none"),
        "emptyTable": say("notebook.none"), "paginate": {"first": "«", "previous": "‹", "next": "›", "last": "»"},
    }  # fmt: skip
