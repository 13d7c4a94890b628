"""Accès and Poursuite d'études, read: French prose to links."""

from pathways.prose.lexicon import Lexicon, build_lexicon
from pathways.prose.plans import read_plans
from pathways.prose.reader import Unread, read_links, unread
from pathways.prose.rows import link_rows, unread_rows

__all__ = ["Lexicon", "Unread", "build_lexicon", "link_rows", "read_links", "read_plans", "unread", "unread_rows"]
