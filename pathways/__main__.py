"""`python -m pathways`, and the command `pathways`."""

import gc
import signal
import sys

__all__ = ["run"]

#: New values between two looks of Python's collector.  Its 700 is for programs that run for long and make cycles;
#: a command makes few, and at its start the looks take a tenth of its time.
_BETWEEN_LOOKS = 50_000


def _terminated(number: int, _frame: object) -> None:
    """End as Ctrl-C does, nothing half-written, with the exit code of a shell for a program ended by that signal."""
    sys.exit(128 + number)


def run() -> None:
    """Run the command line."""
    gc.set_threshold(_BETWEEN_LOOKS)
    signal.signal(signal.SIGTERM, _terminated)
    try:
        from pathways.cli import main  # noqa: PLC0415 - loading it is most of what a short command does

        main(prog_name="pathways")
    except KeyboardInterrupt:
        sys.exit(130)  # 128 + SIGINT, as `pathways.cli.main` has it once it is there


if __name__ == "__main__":
    run()
