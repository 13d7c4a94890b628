"""The `pathways` group: options that all commands share, commands loaded when called."""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING, Any

import click

from pathways import __version__
from pathways.cli.common import FOREIGN, problem_text
from pathways.cli.language import LANGUAGES, current, in_language, in_words_of_the_run, set_language, speak, tr
from pathways.cli.streams import shown_streams
from pathways.errors import (
    AmbiguousNameError,
    BrokenGraphFileError,
    LookupFailedError,
    PathwaysError,
    QueryError,
    UnknownNameError,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

#: command name -> (module under `pathways.cli`, one line of help).  The help stands here so that
#: `pathways --help` imports no command; a test holds it equal to the command's own.
COMMANDS: Mapping[str, tuple[str, str]] = {
    "route": ("route", "Find the routes from FROM to TO, best first."),
    "export": ("export", "Write routes or a part of the graph: a page, or a format for other tools."),
    "reach": ("reach", "List everything that can be held or become from FROM, by years."),
    "lead": ("lead", "List everything that leads to TO, by distance."),
    "compare": ("compare", "Compare two goals: what the ways share, and how long the choice stays open."),
    "batch": ("batch", "Find routes for many pairs, on all cores."),
    "site": ("site", "Write a site: an index with a search, and a page a job."),
    "serve": ("serve", "Answer questions in the browser, and as JSON for other programs."),
    "show": ("show", "Show what is known of a node, and the links in and out of it."),
    "sources": ("sources", "Say what each source is, its date, and what it gives."),
    "links": ("links", "Read what leads to what in the prose of fiches, as JSON Lines."),
    "build": ("build", "Build a graph from fiches, tables and XML of Onisep."),
    "check": ("check", "Report what is wrong in the record: contradictions, gaps, closed diplomas."),
    "diff": ("diff", "Tell what changed between two graphs, or two states of the record."),
    "truth": ("truth", "Print how true a graph is to the record."),
    "find": ("find", "Find classes, diplomas and jobs by any of their names."),
}

#: Where the context keeps how much to say: -1 (`-q`), 0 or 1 (`-v`); read by `common.say`.
VERBOSITY = "pathways.verbosity"
#: Exit code after Ctrl-C: that of a shell for a program ended by SIGINT (128 + 2).
INTERRUPTED = 130
_VERBOSE = "Say more, and where an error came from."


#: What a graph file that does not hold what it should sets off.
_OF_CONTENT = (
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    RecursionError,
    StopIteration,
    TypeError,
    ValueError,
)


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called."""

    def main(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as click's
        """Run in the language that is asked for, with streams that any terminal can show."""
        given = args[0] if args else kwargs.get("args")
        set_language(sys.argv[1:] if given is None else [str(argument) for argument in given])
        speak()
        with shown_streams():
            return super().main(*args, **kwargs)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in the order of `COMMANDS`."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return the command of that name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"pathways.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = module.command
        return in_language(_with_common(command))

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - what the command returns
        """Run the command; an error of this package becomes its message and its exit code, Ctrl-C becomes 130."""
        try:
            return self._invoke(ctx)
        except KeyboardInterrupt:
            click.echo(f"{ctx.info_name}: {tr('interrupted')}", err=True)
            ctx.exit(INTERRUPTED)
        except PathwaysError as error:
            asked = isinstance(error, LookupFailedError | QueryError)  # others tell of files and graphs, line by line
            if ctx.meta.get(VERBOSITY, 0) > 0:
                import traceback  # noqa: PLC0415 - only -v needs it

                click.echo(traceback.format_exc(), err=True)
            told = f"{ctx.info_name}: {_told(error)}"
            click.echo(_wrapped(told) if asked else told, err=True)
            if isinstance(error, LookupFailedError):
                for suggestion in error.suggestions:
                    click.echo(_wrapped(f"  {suggestion}"), err=True)
            ctx.exit(error.exit_code)

    def _invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - what the command returns
        """Run the command; what goes wrong over a graph file of somebody else's making is told as the file's fault."""
        try:
            return super().invoke(ctx)
        except PathwaysError:
            raise
        except _OF_CONTENT as error:
            if (path := ctx.meta.get(FOREIGN)) is None:
                raise
            what = f"{type(error).__name__}: {error}".partition("\n")[0][:200]
            raise BrokenGraphFileError(f"{path}: {tr('damaged, or not made by `pathways build`')} ({what})") from error

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help in the language of the run."""
        told: Any = in_language(self)
        super(LazyGroup, told).format_help(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        del ctx
        with formatter.section(tr("Commands")):
            formatter.write_dl([(name, tr(text)) for name, (_, text) in COMMANDS.items()])


def _told(error: PathwaysError) -> str:
    """Say an error in the language of the run."""
    if isinstance(error, AmbiguousNameError):
        return tr("“{text}” may mean several things; say which:").format(text=error.text)
    if isinstance(error, UnknownNameError) and current() == "en":
        near = "did you mean:" if error.suggestions else "try a title, an acronym or a code."
        return f"“{error.text}”: no name fits; {near}"
    text = str(error)
    for problem in getattr(error, "problems", ())[:3]:  # an error names the first ones
        text = text.replace(str(problem), problem_text(problem))
    return "\n".join(in_words_of_the_run(line) for line in text.split("\n"))


def _wrapped(line: str) -> str:
    """Break a line within 80 columns on a terminal, what follows further in; a line stays one for other programs."""
    if not sys.stderr.isatty():
        return line
    from textwrap import fill  # noqa: PLC0415 - where something is wrong

    indent = " " * (len(line) - len(line.lstrip()) + 2)
    return fill(line, 80, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def _set_verbosity(ctx: click.Context, param: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's callback
    if value:
        ctx.find_root().meta[VERBOSITY] = 1 if param.name == "verbose" else -1


def _with_common(command: click.Command) -> click.Command:
    """Give a command `--lang`, `-q` and `-v`, where it has none of its own."""
    taken = {opt for p in command.params for opt in p.opts}
    for short, long, text in (("-q", "--quiet", "Print no message but errors."), ("-v", "--verbose", _VERBOSE)):
        if not taken & {short, long}:
            command.params.append(
                click.Option(
                    [short, long], is_flag=True, expose_value=False, callback=_set_verbosity, is_eager=True, help=text
                )
            )
    if "--lang" not in taken:  # taken before the command line is read: see `language`
        command.params.append(
            click.Option(
                ["--lang"], type=click.Choice(LANGUAGES), expose_value=False, help="Language of what is printed."
            )
        )
    return command


def _version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's callback
    """Print the version, and the date of the data that is asked by default."""
    if not value or ctx.resilient_parsing:
        return
    from pathways.graph.store import open_store  # noqa: PLC0415 - only this needs it

    click.echo(f"pathways, version {__version__}")
    try:
        meta = open_store().meta
    except PathwaysError as error:
        click.echo(f"data: none ({error})")
    else:
        click.echo(f"data: {meta.get('release') or 'of unknown date'}, {meta.get('credit') or 'without credit'}")
    ctx.exit()


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_version,
    help="Show the version, and the date of the data.",
)
@click.option("--lang", type=click.Choice(LANGUAGES), expose_value=False, help="Language of what is printed.")
def main() -> None:
    """Explore French study routes: how do I get from here to there."""
