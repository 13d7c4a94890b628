"""What is wrong in the record: findings that an editor of the fiches can act on.

`check_record` reads what the record says of one thing in two places (two fiches, prose and lists, levels and
durations, two sources) and reports where they cannot both be right, and what it mentions but does not hold.
"""

from pathways.check.findings import FicheRef, Finding, FindingKind, Report
from pathways.check.page import report_page
from pathways.check.record import check_record
from pathways.check.report import format_report, report_data

__all__ = [
    "FicheRef",
    "Finding",
    "FindingKind",
    "Report",
    "check_record",
    "format_report",
    "report_data",
    "report_page",
]
