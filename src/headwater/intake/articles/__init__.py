"""Article files: text, HTML, JSON lines, RSS and Atom feeds, PDF. Bytes in, `Article` out."""

from headwater.intake.articles.open import ENDINGS, ArticleFiles, open_articles

__all__ = ["ENDINGS", "ArticleFiles", "open_articles"]
