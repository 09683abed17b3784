"""A line that says where a text file comes from is a property, and stays in the text: nothing of a file is lost."""

from __future__ import annotations

from pipeline.read import read_bytes


def test_a_source_line_is_kept_in_the_text() -> None:
    document = read_bytes("# source: văn thư quận\nKẾ HOẠCH\nTriển khai năm 2026\n".encode(), "plan.txt")
    assert document.properties["source"] == "văn thư quận"
    assert document.text.startswith("# source: văn thư quận\nKẾ HOẠCH")
