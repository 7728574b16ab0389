"""Reading: an article in, candidates out, each field with the verbatim spans it was read from.

Nothing here is a claim, reads a file or asks what day it is; known organizations come in as a `Gazetteer`.
"""

from headwater.reading.article import read_article
from headwater.reading.model import Amount, Article, Candidate, Contradiction, Party, Place, ReadArticle
from headwater.reading.names import Entry, Gazetteer
from headwater.reading.spans import Read, Span

__all__ = [
    "Amount",
    "Article",
    "Candidate",
    "Contradiction",
    "Entry",
    "Gazetteer",
    "Party",
    "Place",
    "Read",
    "ReadArticle",
    "Span",
    "read_article",
]
