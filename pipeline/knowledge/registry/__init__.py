"""The documents the house knows, and how a citation is held against them."""

from pipeline.knowledge.registry.documents import RegisteredDocument, Relation, WrongForm
from pipeline.knowledge.registry.known import Match, Registry, registry
from pipeline.knowledge.registry.numbers import (
    is_local,
    names_province,
    number_key,
    number_year,
    province_name,
    province_of,
    same_issuer,
    same_title,
    shared_words,
    title_words,
)

__all__ = [
    "Match",
    "RegisteredDocument",
    "Registry",
    "Relation",
    "WrongForm",
    "is_local",
    "names_province",
    "number_key",
    "number_year",
    "province_name",
    "province_of",
    "registry",
    "same_issuer",
    "same_title",
    "shared_words",
    "title_words",
]
