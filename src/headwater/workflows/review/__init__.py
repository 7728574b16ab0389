"""Review: candidates read from articles are looked at by people, and only those accepted become claims."""

from headwater.workflows.review.corrections import Correction, corrected
from headwater.workflows.review.days import Dated
from headwater.workflows.review.decide import Desk
from headwater.workflows.review.duplicates import DuplicateThresholds, Likeness
from headwater.workflows.review.fill import Queued, queue_articles
from headwater.workflows.review.model import STATES, Candidate, Decision, QueuedArticle, ReviewQueue, State
from headwater.workflows.review.show import Shelf, ledger_ids
from headwater.workflows.review.words import PICKABLE, Picked, find_words, picked, with_words

__all__ = [
    "PICKABLE",
    "STATES",
    "Candidate",
    "Correction",
    "Dated",
    "Decision",
    "Desk",
    "DuplicateThresholds",
    "Likeness",
    "Picked",
    "Queued",
    "QueuedArticle",
    "ReviewQueue",
    "Shelf",
    "State",
    "corrected",
    "find_words",
    "ledger_ids",
    "picked",
    "queue_articles",
    "with_words",
]
