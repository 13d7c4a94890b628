"""The command line: parses options, calls one function, prints.

Each command lives in its own module and is imported only when it is called, so that
`pathways --help` and shell completion stay light.
"""

from pathways.cli.main import main

__all__ = ["main"]
