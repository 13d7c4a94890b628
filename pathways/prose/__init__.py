"""Accès and Poursuite d'études, read: French prose to links."""

from pathways.prose.aliases import old_names
from pathways.prose.lexicon import Lexicon, build_lexicon
from pathways.prose.reader import Unread, read_links, unread

__all__ = ["Lexicon", "Unread", "build_lexicon", "old_names", "read_links", "unread"]
