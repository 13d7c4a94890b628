"""The general study scheme as data: types of diploma, levels, classes, what follows what, with its legal source."""

from pathways.scheme.levels import (
    LEVELS,
    StudyLevel,
    level_of_label,
    level_of_years,
    level_years_of_certification,
)
from pathways.scheme.rules import Entry, SchemeRule, rule_for, scheme_rules
from pathways.scheme.types import TYPES, DiplomaType, type_of_label

__all__ = [
    "LEVELS",
    "TYPES",
    "DiplomaType",
    "Entry",
    "SchemeRule",
    "StudyLevel",
    "level_of_label",
    "level_of_years",
    "level_years_of_certification",
    "rule_for",
    "scheme_rules",
    "type_of_label",
]
