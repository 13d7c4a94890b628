"""The graph and routes as pandas DataFrames (extra `notebook`).

Every frame has the same columns whatever the graph holds, so that a notebook written on one graph
runs on another.  Years are school years; levels are those of the French frame of qualifications
(0 before the CAP, 3 CAP, 4 bac, 5 bac + 2, 6 bac + 3, 7 bac + 5, 8 doctorat).
"""

from pathways.frames.columns import EDGES, NODES, REACH, ROUTES, STEPS
from pathways.frames.of_graph import edges_frame, nodes_frame
from pathways.frames.of_routes import reach_frame, routes_frame, steps_frame

__all__ = [
    "EDGES",
    "NODES",
    "REACH",
    "ROUTES",
    "STEPS",
    "edges_frame",
    "nodes_frame",
    "reach_frame",
    "routes_frame",
    "steps_frame",
]
