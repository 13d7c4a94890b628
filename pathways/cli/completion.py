"""Completion of names in the shell, from the index of names alone.

Click does the rest: ``eval "$(_PATHWAYS_COMPLETE=bash_source pathways)"`` (or `zsh_source`, `fish_source`).
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from pathways.cli.common import open_graph

if TYPE_CHECKING:
    from pathways.catalogue import NameIndex

__all__ = ["NODE", "NodeName", "open_names"]

_OFFERED = 40


def open_names(graph: str | None) -> NameIndex:
    """Open the index of names of the graph of `--graph`; no more of the file is unpacked.

    Raises
    ------
    BrokenGraphFileError
        If there is no graph, or it cannot be read.
    """
    from pathways.graph.naming import name_index  # noqa: PLC0415 - --help needs none of it

    return name_index(open_graph(graph))


class NodeName(click.types.StringParamType):
    """An argument that names a class, a diploma or a job; the shell completes it."""

    name = "name"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Return the names that start as `incomplete` does; none where there is no graph to ask."""
        del param
        from pathways.errors import PathwaysError  # noqa: PLC0415 - loaded when the shell asks

        try:
            index = open_names(ctx.params.get("graph") or os.environ.get("PATHWAYS_GRAPH"))
            return [CompletionItem(text) for text in index.complete(incomplete, limit=_OFFERED)]
        except PathwaysError:
            return []


#: The type of every argument that takes a name.
NODE = NodeName()
