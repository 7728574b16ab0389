"""A PDF: the text of its pages. A scan has none, and is said to be one."""

from __future__ import annotations

import io
import logging

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from headwater.errors import UnreadableFile
from headwater.intake.articles.raw import RawFile
from headwater.reading import Article

MOST_PAGES = 200


def article_of_pdf(raw: RawFile) -> Article:
    """The article of a PDF; `UnreadableFile` where it is broken, locked, too long or only pictures."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it would say is said below
    try:
        reader = PdfReader(io.BytesIO(raw.data))
        if reader.is_encrypted:
            raise UnreadableFile("The PDF is locked with a password.", "Unlock it first.", raw.name, reason="locked")
        if len(reader.pages) > MOST_PAGES:
            problem = f"The PDF has more than {MOST_PAGES} pages."
            raise UnreadableFile(problem, "Give the pages meant.", raw.name, reason="large")
        text = "\n\n".join(page.extract_text() for page in reader.pages).strip()
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        problem = f"The PDF is broken: {type(error).__name__}."
        raise UnreadableFile(problem, "Save it again.", raw.name, reason="broken") from None
    if not text:
        problem = "The PDF holds no text, only pictures."
        raise UnreadableFile(problem, "Run it through text recognition.", raw.name, reason="pictures")
    title = reader.metadata.title if reader.metadata else None
    return Article(id=raw.name.rsplit(".", 1)[0], text=text, title=title, file=raw.name, sha256=raw.sha256)
