"""`pathways batch`: routes for many pairs."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from pathways.cli.common import count_option, graph_option, open_graph, quiet, say
from pathways.cli.constraints import constraint_options, prefer_option
from pathways.cli.language import tr
from pathways.cli.streams import print_data
from pathways.errors import OutputError, needs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor

    from pathways.export.batch_files import BatchRun


def _start(executor: Executor, jobs: int) -> None:
    """Start the processes deaf to Ctrl-C: a terminal sends it to them too, and this process alone answers it."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        for _ in range(jobs):
            executor.submit(int)
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _workers(jobs: int, dask: str | None) -> Iterator[Executor | None]:
    """Open what answers: a dask cluster, processes, or (for one job) this process."""
    if dask is not None:
        try:
            from distributed import Client  # noqa: PLC0415 - an extra
        except ImportError:
            raise click.UsageError(f"--dask: {needs('distributed', 'distributed')}") from None
        try:
            client: Any = Client(dask)  # type: ignore[no-untyped-call]  # distributed types half of itself
        except (OSError, ValueError) as error:
            raise OutputError(f"no cluster of dask answers at {dask} ({error})") from error
        with client, client.get_executor(pure=False) as executor:
            yield executor
    elif jobs > 1:
        from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - other commands need none
        from multiprocessing import get_context  # noqa: PLC0415

        from pathways.routing.batch import work_until  # noqa: PLC0415

        context = get_context("spawn")
        stop = context.Event()
        with ProcessPoolExecutor(jobs, mp_context=context, initializer=work_until, initargs=(stop,)) as executor:
            try:
                _start(executor, jobs)
                yield executor
            except BaseException:
                stop.set()
                raise
    else:
        yield None


def _answer(run: BatchRun, label: str) -> int:
    """Answer every row, and return how many failed; with a progress bar on a terminal."""
    if quiet() or not sys.stderr.isatty():
        return sum(run)
    with click.progressbar(run, length=run.total, label=label, file=sys.stderr) as bar:
        return sum(bar)


@click.command(name="batch")
@click.argument("file", type=click.Path(exists=True, dir_okay=False), metavar="FILE")
@click.option("-o", "--output", type=click.Path(dir_okay=False), metavar="FILE", help="Write there; resumable.")
@click.option("--force", is_flag=True, help="Write over a file that exists.")
@click.option(
    "-j", "--jobs", type=click.IntRange(min=1), default=os.cpu_count() or 1, help="Processes; by default all cores."
)
@click.option("--dask", metavar="ADDRESS", help="Ask a dask.distributed cluster instead (its scheduler's address).")
@count_option(5)
@prefer_option
@constraint_options
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), metavar="SECONDS", help="For each pair.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["jsonl", "csv"]),
    help="What to write; by default what the ending of --output says, else jsonl.",
)
@graph_option
def command(  # noqa: PLR0913 - one parameter an option
    *,
    file: str,
    output: str | None,
    force: bool,
    jobs: int,
    dask: str | None,
    k: int,
    prefer: str,
    timeout: float | None,
    format_: str | None,
    graph: str | None,
    **limits: Any,  # noqa: ANN401 - the options of constraint_options
) -> None:
    """Find routes for many pairs, on all cores.

    FILE is CSV with columns from and to, or JSON Lines; columns and rows may also carry the options of
    `route` ({"from": "3e", "to": "MET.266", "via": ["FOR.1534"], "k": 3}); those given here hold for
    the rows that have none of their own.  Answers come in its order: JSON Lines a row a pair, CSV a row
    a route.  With --output, a run that was stopped goes on where it was when the same command is given again.
    """
    from pathways.export.batch_files import run_batch  # noqa: PLC0415 - --help needs none of it

    asked = {"k": k, "prefer": prefer, "timeout": timeout, **limits}
    defaults = {
        name: value for name, value in asked.items() if value is not None and value is not False and value != ()
    }
    print_data()
    store = open_graph(graph)
    format_ = format_ or ("csv" if (output or "").lower().endswith(".csv") else "jsonl")
    with _workers(jobs, dask) as executor:
        run = run_batch(store, file, output, format_, defaults=defaults, executor=executor, force=force)
        try:
            failed = _answer(run, file)
        except BaseException as error:
            run.close()
            if output is not None and os.path.exists(f"{output}.part"):  # noqa: PTH110 - a path as given
                say(tr("{path}.part keeps what is answered: the same command goes on from there").format(path=output))
            if type(error).__name__ == "BrokenProcessPool":
                raise OutputError("a worker process was ended from outside (is there memory enough?)") from error
            raise
    if failed:
        told = tr("{failed} of {total} pairs have no route or an error: see their rows")
        say(told.format(failed=failed, total=run.total))
