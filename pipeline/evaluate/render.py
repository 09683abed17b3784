"""An evaluation as a table of figures with the list of every fault, or as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict

from pipeline.evaluate.measure import Evaluation, Fault
from pipeline.saying import Messages, own_messages

_COLUMNS = ("measure", "right", "false", "missed", "precision", "recall", "f1")


def evaluation_text(evaluation: Evaluation, *, lang: str = "vi", faults: bool = True) -> str:
    """-> the figures as a table of fixed width, then (with ``faults``) a line for every disagreement."""
    say = own_messages(lang)
    lines = [say("eval.documents", n=len(evaluation.documents), names=", ".join(evaluation.documents))]
    lines += [f"! {say.line(fault)}" for fault in evaluation.failed]
    head = [say(f"eval.{name}") for name in _COLUMNS]
    lines += ["", f"{head[0]:30}{head[1]:>8}{head[2]:>8}{head[3]:>8}{head[4]:>11}{head[5]:>9}{head[6]:>8}"]
    for measure, score in evaluation.scores.items():
        counts = "".join(f"{n:>8.4g}" for n in (score.right, score.false, score.missed))
        lines.append(f"{measure:30}{counts}{score.precision:>11.4f}{score.recall:>9.4f}{score.f1:>8.4f}")
    if faults:
        lines.append("")
        lines += [_fault_line(fault, say) for fault in evaluation.faults]
    return "\n".join(lines) + "\n"


def _fault_line(fault: Fault, say: Messages) -> str:
    place = f"{fault.document}:{fault.line}" if fault.line else fault.document
    lost = f" ({say('eval.not_in_text')})" if fault.kind == "missed" and fault.line is None else ""
    words = f"«{' '.join(fault.quote.split())}»{lost}"
    parts = [place, fault.measure, say(f"eval.kind.{fault.kind}"), words]
    if fault.expected is not None:
        parts.append(say("eval.expected", value=fault.expected))
    if fault.given is not None or fault.kind == "wrong":
        parts.append(say("eval.given", value=fault.given))
    return " | ".join(parts)


def evaluation_json(evaluation: Evaluation, *, lang: str = "vi") -> str:
    """-> the same as one JSON object: ``documents``, ``scores`` by measure, ``faults``, ``failed``."""
    say = own_messages(lang)
    scores = {
        measure: {
            "right": round(score.right, 4),
            "false": round(score.false, 4),
            "missed": round(score.missed, 4),
            "precision": round(score.precision, 4),
            "recall": round(score.recall, 4),
            "f1": round(score.f1, 4),
        }
        for measure, score in evaluation.scores.items()
    }
    result = {
        "schema_version": "1",
        "documents": evaluation.documents,
        "scores": scores,
        "faults": [asdict(fault) for fault in evaluation.faults],
        "failed": [say.line(fault) for fault in evaluation.failed],
    }
    return json.dumps(result, ensure_ascii=False, indent=2) + "\n"
