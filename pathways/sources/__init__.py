"""Reading what Onisep publishes: one module a format, one `read_sources` for all."""

from pathways.sources.identity import formation_key, job_key, known_ids_of
from pathways.sources.reading import read_sources
from pathways.sources.records import Conflict, Records, SourceReport, require_records

__all__ = [
    "Conflict",
    "Records",
    "SourceReport",
    "formation_key",
    "job_key",
    "known_ids_of",
    "read_sources",
    "require_records",
]
