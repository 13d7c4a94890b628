"""The graph and routes in the formats that other tools read.

==========  ==============================================  ==================================
format      what                                            read back by
==========  ==============================================  ==================================
gexf        GEXF 1.2, attributes typed                      Gephi, networkx
graphml     GraphML, attributes typed                       yEd, igraph, Gephi, networkx
json        node-link, the contract of the graph            networkx, any program
cytoscape   JSON of Cytoscape and Cytoscape.js              both, networkx
mermaid     flowchart (a drawing: few attributes)           Mermaid, GitHub, GitLab, JupyterLab
dot         Graphviz, all attributes                        dot
csv         nodes.csv and edges.csv, steps.csv of routes    spreadsheets, pandas
parquet     the same tables, typed (extra `parquet`)        pandas, pyarrow, DuckDB
ctdl        CTDL JSON-LD: Pathway, components, conditions   rdflib, Credential Engine
==========  ==============================================  ==================================
"""

from __future__ import annotations

import io
import json
import os
import sys
import zipfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pathways.errors import OutputError, QueryError
from pathways.export import ctdl, diagrams, node_link, tables, xml
from pathways.export.plain import printable, restore
from pathways.export.routes_graph import routes_graph
from pathways.export.routes_json import SCHEMA, routes_json
from pathways.files import write_file, write_files

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import networkx as nx

    from pathways.model import Route

__all__ = ["FORMATS", "restore", "routes_graph", "routes_to_files", "to_files", "write_graph", "write_routes"]

FORMATS = ("json", "gexf", "graphml", "cytoscape", "mermaid", "dot", "csv", "parquet", "ctdl")

Target = str | os.PathLike[str] | None


def to_files(
    graph: nx.MultiDiGraph[Any],
    format: str,  # noqa: A002 - the option's own name
    *,
    bom: bool = False,
    separator: str = ",",
    lang: str = "fr",
) -> dict[str, bytes]:
    r"""Return `graph` in a format, as the contents of one file or several.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        Read, not changed.
    format : str
        One of `FORMATS`.
    bom : bool
        For csv: begin with the mark by which Excel knows UTF-8.
    separator : str
        For csv: what stands between cells, ";" for a French spreadsheet.
    lang : {"fr", "en"}
        For mermaid and dot: the language of the words on the edges.

    Returns
    -------
    dict of str to bytes
        Content by file name; a format of one file has the name "".  The same graph gives the same bytes.

    Raises
    ------
    QueryError
        If there is no such format.
    OutputError
        If the format needs a package that is not installed, or cannot hold the graph.

    Examples
    --------
    >>> import networkx as nx
    >>> g = nx.MultiDiGraph()
    >>> g.add_node("MET.266", label="plombier/ère", kind="job")
    >>> print(to_files(g, "csv")["nodes.csv"].decode())
    id,label,kind
    MET.266,plombier/ère,job
    """
    return _files(graph, None, format, bom=bom, separator=separator, lang=lang)


def routes_to_files(
    routes: Sequence[Route],
    format: str,  # noqa: A002 - the option's own name
    *,
    graph: nx.MultiDiGraph[Any] | None = None,
    bom: bool = False,
    separator: str = ",",
    lang: str = "fr",
) -> dict[str, bytes]:
    """Return routes in a format: their graph (see `routes_graph`), each as a Pathway for ctdl, as data for json.

    Parameters and errors are those of `to_files`; `graph` gives the nodes all their attributes.
    csv and parquet hold a third table, steps: one row a step of each route.
    """
    if format == "ctdl":
        return {"": ctdl.ctdl_routes(routes, graph).encode()}
    if format == "json":
        return {"": _routes_document(routes).encode()}
    return _files(routes_graph(routes, graph), routes, format, bom=bom, separator=separator, lang=lang)


def _routes_document(routes: Sequence[Route]) -> str:
    """Return routes by the schema of `routes_json`; the ends are null where no route tells them."""
    if routes:
        return routes_json(routes, routes[0].source, routes[0].target) + "\n"
    return json.dumps({"schema": SCHEMA, "from": None, "to": None, "routes": []}, indent=2) + "\n"


def _files(
    graph: nx.MultiDiGraph[Any],
    routes: Sequence[Route] | None,
    format: str,  # noqa: A002 - as above
    *,
    bom: bool,
    separator: str,
    lang: str,
) -> dict[str, bytes]:
    if format == "csv":
        return tables.csv_tables(graph, routes, bom=bom, separator=separator)
    if format == "parquet":
        return tables.parquet_tables(graph, routes)
    writers: dict[str, Callable[[nx.MultiDiGraph[Any]], str]] = {
        "json": node_link.node_link,
        "gexf": xml.gexf,
        "graphml": xml.graphml,
        "cytoscape": node_link.cytoscape,
        "ctdl": ctdl.ctdl,
        "mermaid": partial(diagrams.mermaid, lang=lang),
        "dot": partial(diagrams.dot, lang=lang),
    }
    if format not in writers:
        raise QueryError(f"no format {printable(str(format))!r}: take one of {', '.join(FORMATS)}")
    return {"": writers[format](graph).encode()}


def write_graph(
    graph: nx.MultiDiGraph[Any],
    target: Target,
    format: str,  # noqa: A002 - the option's own name
    *,
    bom: bool = False,
    separator: str = ",",
    lang: str = "fr",
    force: bool = False,
) -> None:
    """Write `graph` to a file, a folder or standard output, whole or not at all.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        Read, not changed.
    target : str, path or None
        A file; None or "-" is standard output.  For csv and parquet a folder, or a file that ends in `.zip`
        (to standard output they go as one zip).  A file that ends in `.csv` is one table: of the steps of
        routes, else of the nodes.
    format, bom, separator, lang
        As `to_files`.
    force : bool
        Write over files that exist; else they are kept and an error is raised.

    Raises
    ------
    QueryError
        If there is no such format.
    OutputError
        If it cannot be written there, or the format cannot hold it.
    """
    _write(to_files(graph, format, bom=bom, separator=separator, lang=lang), target, force=force)


def write_routes(
    routes: Sequence[Route],
    target: Target,
    format: str,  # noqa: A002 - the option's own name
    *,
    graph: nx.MultiDiGraph[Any] | None = None,
    bom: bool = False,
    separator: str = ",",
    lang: str = "fr",
    force: bool = False,
) -> None:
    """Write routes to a file, a folder or standard output; as `write_graph` and `routes_to_files`."""
    _write(routes_to_files(routes, format, graph=graph, bom=bom, separator=separator, lang=lang), target, force=force)


def _write(files: Mapping[str, bytes], target: Target, *, force: bool) -> None:
    single = "" in files
    if target is None or str(target) == "-":
        stream = sys.stdout
        if not single and stream.isatty():
            names = " and ".join(files)
            raise OutputError(f"{names} do not go to a terminal: name a folder or a .zip with --output")
        binary = getattr(stream, "buffer", None)
        if binary is None:
            stream.write((files[""] if single else _zip(files)).decode("utf-8", "surrogateescape"))
            return
        stream.flush()
        binary.write(files[""] if single else _zip(files))
        binary.flush()
    elif single:
        write_file(target, files[""], force=force)
    elif Path(target).suffix.lower() == ".csv" and "nodes.csv" in files:
        write_file(target, files.get("steps.csv", files["nodes.csv"]), force=force)
    elif Path(target).suffix.lower() == ".zip":
        write_file(target, _zip(files), force=force)
    else:
        write_files(target, files, force=force)


def _zip(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            member = zipfile.ZipInfo(name)  # dated 1980, so that the same graph gives the same bytes
            member.external_attr = 0o644 << 16
            archive.writestr(member, content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
