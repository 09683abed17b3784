"""Invented plans of invented offices with their truth known: what ``tests/make_corpus.py`` writes."""
