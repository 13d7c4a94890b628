"""A small graph that keeps the contract of the graph: plumbing, after 3e.

For tests of rooms that take a graph and do not care how it was built.
"""

from __future__ import annotations

import networkx as nx


def node(kind, label, type_="", level=None, duration=None, **more):
    return {
        "kind": kind,
        "label": label,
        "type": type_,
        "level": level,
        "duration_years": duration,
        "sigle": "",
        "code_scolarite": "",
        "rncp": "",
        "nsf": [],
        "domains": [],
        "aliases": [],
        "url": "",
        **more,
    }


def edge(kind, years, basis="stated", *, fiche="FOR.7017", section="acces", text="Phrase de la fiche.", **more):
    return {
        "kind": kind,
        "years": years,
        "conditions": [],
        "apprenticeship": None,
        "basis": basis,
        "scope": "named",
        "score": 1.0,
        "evidence": [{"fiche": fiche, "section": section, "start": 0, "end": len(text), "text": text}],
        "release": "2025-10",
        **more,
    }


def toy_graph() -> nx.MultiDiGraph:
    g = nx.MultiDiGraph(format=1, release="2025-10", title="plomberie")
    energie = {"domains": ["construction, architecture, travaux publics/génie climatique"]}
    g.add_node("classe:3e", **node("class", "3e", "3e", 0, 1))
    g.add_node(
        "classe:2de-pro-metiers-des-transitions-numerique-et-energetique",
        **node("class", "2de pro métiers des transitions numérique et énergétique", "2de pro", 0, 1),
    )
    g.add_node(
        "FOR.1534",
        **node(
            "diploma",
            "CAP monteur en installations sanitaires",
            "CAP",
            3,
            2,
            sigle="MIS",
            code_scolarite="50023324",
            url="https://www.onisep.fr/http/redirection/formation/slug/FOR.1534",
            **energie,
        ),
    )
    g.add_node(
        "FOR.7017",
        **node(
            "diploma",
            "bac pro installateur en chauffage, climatisation et énergies renouvelables",
            "bac pro",
            4,
            3,
            sigle="ICCER",
            code_scolarite="40022707",
            url="https://www.onisep.fr/http/redirection/formation/slug/FOR.7017",
            **energie,
        ),
    )
    g.add_node(
        "FOR.355",
        **node("diploma", "BP monteur en installations du génie climatique et sanitaire", "BP", 4, 2, **energie),
    )
    g.add_node(
        "formation:cs-meti",
        **node("diploma", "CS (ex MC) maintenance des équipements thermiques individuels", "CS", 3, 1, **energie),
    )
    g.add_node(
        "formation:bts-fed",
        **node("diploma", "BTS fluides, énergies, domotique option A", "BTS", 5, 2, sigle="FED", **energie),
    )
    g.add_node(
        "formation:bac-pro-boulanger",
        **node(
            "diploma",
            "bac pro boulanger-pâtissier",
            "bac pro",
            4,
            3,
            domains=["hôtellerie-restauration, tourisme/alimentation"],
        ),
    )
    g.add_node("type:bac-pro", **node("level", "tout bac pro", "bac pro", 4))
    g.add_node(
        "MET.266",
        **node(
            "job",
            "plombier/ère",
            aliases=["plombier", "plombière"],
            url="https://www.onisep.fr/http/redirection/metier/slug/MET.266",
        ),
    )
    g.add_node("MET.1", **node("job", "technicien/ne de maintenance en génie climatique"))
    second = "classe:2de-pro-metiers-des-transitions-numerique-et-energetique"
    g.add_edge(
        "classe:3e", "FOR.1534", "entry", **edge("entry", 2, "scheme", fiche="scheme:cap-apres-3e", section="scheme")
    )
    g.add_edge("classe:3e", second, "entry", **edge("entry", 1))
    g.add_edge(second, "FOR.7017", "entry", **edge("entry", 2))
    g.add_edge("classe:3e", "FOR.7017", "entry:apprenticeship", **edge("entry", 3, apprenticeship=True))
    g.add_edge("classe:3e", "formation:bac-pro-boulanger", "entry", **edge("entry", 3))
    g.add_edge(
        "FOR.1534",
        "FOR.7017",
        "continuation",
        **edge(
            "continuation", 2, "field", conditions=["sous conditions"], scope="field", score=0.8, why="même domaine"
        ),
    )
    g.add_edge("FOR.1534", "formation:cs-meti", "continuation", **edge("continuation", 1))
    g.add_edge(
        "FOR.1534", "FOR.355", "continuation", **edge("continuation", 2, "scheme", fiche="scheme:bp", section="scheme")
    )
    g.add_edge(
        "FOR.7017",
        "formation:bts-fed",
        "continuation",
        **edge("continuation", 2, "field", conditions=["bon dossier", "mention"], scope="field", score=0.9),
    )
    for bac in ("FOR.7017", "formation:bac-pro-boulanger"):
        g.add_edge(bac, "type:bac-pro", "holds", **edge("holds", 0))
    g.add_edge("type:bac-pro", "formation:bts-fed", "continuation", **edge("continuation", 2, scope="any", score=0.0))
    for diploma in ("FOR.1534", "FOR.7017", "FOR.355", "formation:cs-meti"):
        g.add_edge(diploma, "MET.266", "job", **edge("job", 0, fiche=diploma, section="metiers"))
    g.add_edge("formation:bts-fed", "MET.1", "job", **edge("job", 0, section="metiers"))
    g.add_edge("FOR.7017", "MET.1", "job", **edge("job", 0, section="metiers"))
    return g
