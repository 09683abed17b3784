"""The forms of the department's table by the suffix of its file."""

from __future__ import annotations

from pipeline.batch.department.records import Department
from pipeline.knowledge.load import Rules


def written(made: Department, suffix: str, rules: Rules, lang: str) -> bytes:
    """-> the file's bytes; ``suffix`` is ".xlsx", ".html" or ".csv"."""
    if suffix == ".xlsx":
        from pipeline.batch.department.workbook import department_xlsx

        return department_xlsx(made, rules, lang)
    if suffix == ".html":
        from pipeline.batch.department.page import department_html

        return department_html(made, rules, lang).encode()
    from pipeline.batch.department.lines import department_csv

    return department_csv(made, rules, lang).encode()
