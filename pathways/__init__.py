"""Explore French study routes: from the Onisep record to a graph, and from a question to a route.

Importing this package is light: what needs networkx, pyvis or lxml is loaded on first use.
"""

from __future__ import annotations

__version__ = "0.1.0"
__all__ = ["__version__"]
