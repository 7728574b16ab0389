"""Articles about firms that do not exist, read by the rules and put into a queue: what review is tested with."""

from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import uuid4

from headwater.reading import Article, Entry, Gazetteer, read_article
from headwater.workflows.review import Desk, queue_articles

HALDEN = (
    "date 2031-04-04\n\nHalden Electronics said on Tuesday it plans to invest more than $2.4 billion in a chip plant "
    "in Kestrel by 2036.\n\nJapan and Chile will sign a memorandum of understanding on lithium.\n"
)
HALDEN_FR = (
    "date 2031-04-06\n\nHalden Electronics prévoit d'investir plus de 2,4 milliards de dollars dans une usine de puces."
)
CONSIDERED = "date 2031-04-04\n\nHalden Electronics is considering investing $1 billion in a chip plant in Kestrel.\n"
BARE = "Halden Electronics announced on 29 October an investment of $2 billion in a chip plant."
KNOWN = Gazetteer((Entry("org:halden", "Halden Electronics", ("Halden Electronics",), "company", "CL"),))


def clock_from(start=datetime(2031, 4, 5, 9, tzinfo=UTC)):
    """A clock that goes on by one second whenever it is asked."""
    ticks = count()
    return lambda: start + timedelta(seconds=next(ticks))


def read(*texts, gazetteer=KNOWN):
    return [read_article(Article(id=f"a{n}", text=text), gazetteer) for n, text in enumerate(texts, 1)]


def fill(queue, *texts, by="ann", clock=None, addition=None):
    return queue_articles(queue, read(*texts), by=by, clock=clock or clock_from(), addition=addition)


def desk_of(queue, log, reviewer="ann", clock=None):
    return Desk(queue, log, clock or clock_from(), reviewer, lambda: uuid4().hex)
