"""The general study scheme as data: types of diploma, levels, what follows what."""

from pathways.scheme.types import TYPES, DiplomaType, type_of_label

__all__ = ["TYPES", "DiplomaType", "type_of_label"]
