"""Review: candidates read from articles are looked at by people, and only those accepted become claims."""

from headwater.workflows.review.additions import Addition, TakenBack, addition_id, additions, take_back
from headwater.workflows.review.corrections import Correction, corrected
from headwater.workflows.review.days import Dated, check_day
from headwater.workflows.review.decide import Desk
from headwater.workflows.review.duplicates import DuplicateThresholds, Likeness
from headwater.workflows.review.fill import Filled, Queued, fill_one_by_one, queue_articles
from headwater.workflows.review.look import FoundArticle, Looked, Notice, NoticeCode, look_through, put_in
from headwater.workflows.review.model import (
    STATES,
    ArticleHead,
    Candidate,
    Decision,
    QueuedArticle,
    ReviewQueue,
    State,
)
from headwater.workflows.review.show import Shelf, ledger_ids
from headwater.workflows.review.words import PICKABLE, Picked, find_words, picked, with_words

__all__ = [
    "PICKABLE",
    "STATES",
    "Addition",
    "ArticleHead",
    "Candidate",
    "Correction",
    "Dated",
    "Decision",
    "Desk",
    "DuplicateThresholds",
    "Filled",
    "FoundArticle",
    "Likeness",
    "Looked",
    "Notice",
    "NoticeCode",
    "Picked",
    "Queued",
    "QueuedArticle",
    "ReviewQueue",
    "Shelf",
    "State",
    "TakenBack",
    "addition_id",
    "additions",
    "check_day",
    "corrected",
    "fill_one_by_one",
    "find_words",
    "ledger_ids",
    "look_through",
    "picked",
    "put_in",
    "queue_articles",
    "take_back",
    "with_words",
]
