"""Citations: their form, their agreement with the registry and with themselves, and what that makes of each."""

from pipeline.check.references.reading import day_text, identify, kind_of_symbol, symbol_parts

__all__ = ["day_text", "identify", "kind_of_symbol", "symbol_parts"]
