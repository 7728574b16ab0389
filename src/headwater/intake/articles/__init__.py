"""Article files: text, HTML, JSON lines, RSS and Atom feeds, PDF. Bytes in, `Article` out, in the words of the source."""

from headwater.intake.articles.open import ENDINGS, ArticleFiles, open_articles

__all__ = ["ENDINGS", "ArticleFiles", "open_articles"]
