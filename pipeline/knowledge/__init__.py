"""What the house knows of law and administration, loaded from ``rules/`` and validated."""

from pipeline.knowledge.load import Rules, load_rules

__all__ = ["Rules", "load_rules"]
