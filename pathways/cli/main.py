"""The `pathways` group: options that all commands share, commands loaded when called."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

import click

from pathways import __version__
from pathways.errors import LookupFailedError, PathwaysError

if TYPE_CHECKING:
    from collections.abc import Mapping

#: command name -> (module under `pathways.cli`, one line of help).  The help stands here so that
#: `pathways --help` imports no command; a test holds it equal to the command's own.
COMMANDS: Mapping[str, tuple[str, str]] = {
    "find": ("find", "Find classes, diplomas and jobs by any of their names."),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called."""

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
        return command

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - what the command returns
        """Run the command; an error of this package becomes its message and its exit code."""
        try:
            return super().invoke(ctx)
        except PathwaysError as error:
            click.echo(f"{ctx.info_name}: {error}", err=True)
            if isinstance(error, LookupFailedError):
                for suggestion in error.suggestions:
                    click.echo(f"  {suggestion}", err=True)
            ctx.exit(error.exit_code)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """Explore French study routes: how do I get from here to there."""
