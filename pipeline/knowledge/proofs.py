"""What a proofreader knows beyond the counts, from ``rules/proof.yaml``; an office adds to it or switches kinds off."""

from __future__ import annotations

from functools import lru_cache

from pipeline.knowledge.agencies import agencies
from pipeline.knowledge.load import Rules, Schema, load_file
from pipeline.model import SlipKind


class ProofRules(Schema):
    """The schema of ``rules/proof.yaml``, which says what each list is for; an office's own file adds to each."""

    switched_off: tuple[SlipKind, ...] = ()
    words: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    either: tuple[str, ...] = ()
    kinds_of_documents: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    determiners: tuple[str, ...] = ()


@lru_cache(maxsize=8)
def proof_rules(rules: Rules) -> ProofRules:
    """-> the proofreader's knowledge, each layer added to the one below, the names of known bodies among it.

    Raises RulesError.
    """
    layers = [load_file(path, ProofRules) for path in rules.layers("proof.yaml")]
    merged = {key: tuple(v for layer in layers for v in getattr(layer, key)) for key in ProofRules.model_fields}
    bodies = (body.name for body in agencies(rules).rules.bodies if " " in body.name)
    names = dict.fromkeys((*merged["names"], *bodies))
    merged["names"] = tuple(n for n in names if not n.startswith(merged["either"]) and not n.endswith(merged["areas"]))
    return ProofRules.model_validate(merged)
