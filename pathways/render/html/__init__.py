"""Pages for a browser, drawn with pyvis: routes, parts of the graph, the whole of it.

Examples
--------
>>> import networkx as nx
>>> from pathways.render.html import route_page
>>> "Aucun parcours" in route_page(nx.MultiDiGraph(), [])
True
"""

from pathways.render.html.page import graph_page, route_page, selection_page, write_page

__all__ = ["graph_page", "route_page", "selection_page", "write_page"]
