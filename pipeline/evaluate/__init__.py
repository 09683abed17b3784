"""``doichieu eval``: what the program finds in annotated documents, held against what a careful reader found."""

from pipeline.evaluate.gold import GoldDocument, check_quotes, find_gold, load_gold
from pipeline.evaluate.measure import Evaluation, Fault, Score
from pipeline.evaluate.run import evaluate

__all__ = ["Evaluation", "Fault", "GoldDocument", "Score", "check_quotes", "evaluate", "find_gold", "load_gold"]
