"""The API in OpenAPI 3.1, made of the same tables that read its parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pathways import __version__
from pathways.criteria import CRITERIA
from pathways.model import Basis, NodeKind
from pathways.routing.asked import CRITERION
from pathways.serve.questions import ASKED, FLAGS, LONGEST_NAME, MANY, MOST_NAMES, MOST_ROUTES

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["description"]

_NAME = {"type": "string", "minLength": 1, "maxLength": LONGEST_NAME, "pattern": "^[^\\u0000]*[^\\s\\u0000]"}
_YEARS = {"type": "number", "minimum": 0, "maximum": 100}
_LEVEL = {"type": "string", "enum": ["3", "4", "5", "6", "7", "8", "CAP", "bac", "bac+2", "bac+3", "bac+5", "doctorat"]}
#: What each parameter is, and what may stand there.
_PARAMETERS: dict[str, tuple[str, dict[str, Any]]] = {
    "from": ("What is held: classes and diplomas, as people write them, or ids.", _NAME),
    "to": ("The goal: a job, a diploma, a type of diploma.", _NAME),
    "to_type": ("Any diploma of this type is a goal.", _NAME),
    "to_level": ("Any diploma of this level is a goal.", _LEVEL),
    "to_domain": ("Anything in this field is a goal.", _NAME),
    "k": ("How many routes.", {"type": "integer", "minimum": 1, "maximum": MOST_ROUTES}),
    "prefer": ("What the best route has least of.", {"type": "string", "enum": list(CRITERION)}),
    "via": ("Go through this diploma, or one of this type.", _NAME),
    "avoid": ("Not this diploma, type or condition (concours).", _NAME),
    "max_years": ("Years in all, at most.", _YEARS),
    "max_steps": ("Steps in all, at most.", {"type": "integer", "minimum": 0, "maximum": 100}),
    "apprenticeship": (
        "Every step open to apprentices, or none for them alone.",
        {"type": "string", "enum": ["any", "only", "no"]},
    ),
    "basis": ("The least sure word that is accepted.", {"type": "string", "enum": [str(b) for b in Basis]}),
    "max_level": ("No diploma above this level.", _LEVEL),
    "pareto": (
        "All routes that no other beats on each of these.",
        {"type": "string", "enum": list(CRITERIA)},
    ),
    "years": ("Within so many years.", _YEARS),
    "kind": ("Keep this kind of node.", {"type": "string", "enum": ["class", "diploma", "job"]}),
    "level": ("Keep diplomas of this level.", _LEVEL),
    "domain": ("Keep what is in this field.", _NAME),
    "within_field": ("No step that leaves the field.", {}),
    "open_only": ("No diploma that is closed.", {}),
    "all": ("Options and parallel ways each by itself.", {}),
    "diverse": ("Routes no two of which share more than half.", {}),
}
_SAID = {
    "route": "Routes from what is held to a goal, best first.",
    "compare": "Two goals side by side: what the ways share, and how long the choice stays open.",
    "reach": "Everything within reach of what is held, nearest first.",
    "lead": "Everything that leads to a goal, nearest first.",
}
_NODE = {
    "type": "object",
    "required": ["id", "label", "kind"],
    "properties": {
        "id": {"type": "string"},
        "label": {"type": "string"},
        "kind": {"type": "string"},
    },
}
_STEP = {
    "type": "object",
    "required": ["from", "to", "years", "conditions", "apprenticeship", "basis", "evidence", "kind"],
    "properties": {
        "from": {"$ref": "#/components/schemas/Node"},
        "to": {"$ref": "#/components/schemas/Node"},
        "years": {"type": "number"},
        "conditions": {"type": "array", "items": {"type": "string"}},
        "apprenticeship": {"type": ["boolean", "null"], "description": "null: both, or not said."},
        "basis": {"type": "string", "enum": [str(b) for b in Basis]},
        "evidence": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["fiche", "section"],
                "properties": {"fiche": {"type": "string"}, "section": {"type": "string"}, "url": {"type": "string"}},
            },
        },
    },
}
_ROUTE = {
    "type": "object",
    "required": ["years", "steps", "from", "to"],
    "properties": {
        "years": {"type": "number"},
        "steps": {"type": "array", "items": {"$ref": "#/components/schemas/Step"}},
        "from": {"$ref": "#/components/schemas/Node"},
        "to": {"$ref": "#/components/schemas/Node"},
    },
}
_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "names": {
            "type": "array",
            "description": "Names that are unknown or ambiguous, each with its candidates.",
            "items": {
                "type": "object",
                "required": ["parameter", "text", "reason", "candidates"],
                "properties": {
                    "parameter": {"type": "string"},
                    "text": {"type": "string"},
                    "reason": {"enum": ["unknown", "ambiguous"]},
                    "candidates": {"type": "array", "items": {"$ref": "#/components/schemas/Node"}},
                },
            },
        },
    },
}


def _object(**properties: object) -> dict[str, Any]:
    return {"type": "object", "required": list(properties), "properties": properties}


def _array(name: str) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}


_ANSWERS: dict[str, dict[str, Any]] = {
    "route": _object(
        schema={"type": "integer"},
        **{"from": {"$ref": "#/components/schemas/Node"}, "to": {"$ref": "#/components/schemas/Node"}},
        routes=_array("Route"),
    ),
    "compare": _object(schema={"type": "integer"}, a=_array("Route"), b=_array("Route"), shared=_array("Node")),
    "reach": _object(
        schema={"type": "integer"}, ends={"type": "array"}, nodes=_array("Node"), total={"type": "integer"}
    ),
    "find": _object(status={"type": "string", "enum": ["found", "ambiguous", "unknown"]}, candidates=_array("Node")),
    "suggest": _object(suggestions=_array("Node")),
    "node": {"$ref": "#/components/schemas/Node"},
}
_ANSWERS["lead"] = _ANSWERS["reach"]


def _parameter(name: str, *, required: bool = False) -> dict[str, Any]:
    said, schema = _PARAMETERS[name]
    if name in FLAGS:
        schema = {"type": "string", "enum": ["1", "true", "on", "0", "false"]}
    elif name in MANY:
        schema = {"type": "array", "items": schema, "minItems": 1, "maxItems": MOST_NAMES}
    return {"name": name, "in": "query", "description": said, "required": required, "schema": schema}


def _operation(name: str, said: str, parameters: Iterable[dict[str, Any]], *others: int) -> dict[str, Any]:
    answers: dict[str, Any] = {
        "200": {
            "description": "The answer.",
            "content": {"application/json": {"schema": _ANSWERS[name]}},
        }
    }
    told = {404: "There is no such node.", 422: "What is not understood.", 503: "Too many questions wait."}
    for status in (*others, 422, 503):
        answers[str(status)] = {
            "description": told[status],
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
    lang = {
        "name": "lang",
        "in": "query",
        "description": "Language of what is told in words.",
        "schema": {"type": "string", "enum": ["fr", "en"]},
    }
    return {
        "get": {"operationId": name, "summary": said, "parameters": [*parameters, lang], "responses": answers},
    }


def _looked_up(kinds: Iterable[str]) -> list[dict[str, Any]]:
    kind = {"type": "array", "items": {"type": "string", "enum": list(kinds)}, "minItems": 1, "maxItems": MOST_NAMES}
    return [
        {"name": "q", "in": "query", "required": True, "description": "What is typed.", "schema": _NAME},
        {"name": "kind", "in": "query", "description": "Look among this kind.", "schema": kind},
        {
            "name": "limit",
            "in": "query",
            "description": "How many.",
            "schema": {"type": "integer", "minimum": 1, "maximum": 20},
        },
    ]


def description(base: str) -> dict[str, Any]:
    """Return the description of the API.

    Parameters
    ----------
    base : str
        Where the site starts: "" or "/parcours".
    """
    needed = {"route": {"from"}, "compare": {"from", "to"}, "reach": {"from"}, "lead": {"to"}}
    paths = {
        f"/api/{kind}": _operation(
            kind, _SAID[kind], (_parameter(name, required=name in needed[kind]) for name in ASKED[kind])
        )
        for kind in ASKED
    }
    kinds = [str(kind) for kind in NodeKind]
    paths["/api/find"] = _operation("find", "What a name means.", _looked_up(kinds))
    paths["/api/suggest"] = _operation("suggest", "Names for what is still being typed.", _looked_up(kinds))
    at = {
        "name": "id",
        "in": "path",
        "required": True,
        "description": "Id of a node: FOR.7017, MET.266, classe:3e.",
        "schema": {"type": "string", "minLength": 1, "pattern": "^[A-Za-z0-9:.+-]+$"},
    }
    paths["/api/node/{id}"] = _operation("node", "What is known of a node, and its links.", [at], 404)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "pathways",
            "version": __version__,
            "summary": "French study routes: how do I get from here to there?",
            "license": {"name": "ODbL 1.0 (data: Onisep)", "url": "https://opendatacommons.org/licenses/odbl/1-0/"},
        },
        "servers": [{"url": base or "/"}],
        "paths": paths,
        "components": {"schemas": {"Node": _NODE, "Step": _STEP, "Route": _ROUTE, "Problem": _PROBLEM}},
    }
