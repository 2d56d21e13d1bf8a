"""The command line as a whole: the group of all commands, and how mistakes on it are told."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from copydesk import __version__
from copydesk.cli.ending import INTERRUPTED, OK, USAGE, guarded
from copydesk.cli.output import say
from copydesk.cli.rooms import Rooms
from copydesk.text import nearest


class Door(click.Group):
    """The group of all commands; every way out of it is one that people can read."""

    def main(self, args: Sequence[str] | None = None, *_: Any, **__: Any) -> Any:
        """Run and end the process, as click's own commands do."""
        given = list(sys.argv[1:] if args is None else args)
        sys.exit(guarded(lambda: self.run(given)))

    def run(self, args: list[str]) -> int:
        """Run a command line, the program's name left out; the exit code."""
        try:
            code = super().main(args, "copydesk", standalone_mode=False)
        except click.ClickException as error:
            return _misused(error)
        except click.Abort:
            return INTERRUPTED
        return code if isinstance(code, int) else OK

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        found = super().get_command(ctx, cmd_name)
        if found is None and not ctx.resilient_parsing:
            near = nearest(cmd_name, self.commands)
            hint = f"Did you mean {near}?" if near else f"To open it: copydesk open {cmd_name}"
            raise click.UsageError(f'There is no command "{cmd_name}". {hint}', ctx)
        return found


def _misused(error: click.ClickException) -> int:
    context = getattr(error, "ctx", None)
    if context is not None:
        say(context.get_usage(), prefix="")
    say(error.format_message())
    if context is not None:
        say(f"More: {context.command_path} --help", prefix="")
    return USAGE


@click.group(
    cls=Door,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
Examples:
  copydesk                                  the desk
  copydesk open ci-vs-cd                    begin an article, or go on with it
  copydesk prompt ci-vs-cd outline | llm | copydesk answer ci-vs-cd outline
  copydesk --kits ./my-kits list kits

\b
Exit codes:
  0  done                       3  a prompt lacks answers or values
  1  faults found, or failed    130  ended by ctrl+c
  2  the command line is wrong, or a name leads nowhere or to several things
""",
)
@click.option(
    "--kits",
    "given",
    multiple=True,
    metavar="DIR",
    type=click.Path(exists=True, path_type=Path),
    help="A kit, a map, or a folder of such, to use before all others. Repeatable.",
)
@click.version_option(__version__, "-V", "--version", message="%(prog)s %(version)s")
@click.pass_context
def copydesk(ctx: click.Context, given: tuple[Path, ...]) -> int | None:
    """Work through prompt kits at the keyboard.

    Copydesk fills in the brief and the earlier answers, copies each finished prompt to the chat
    you use, and takes the answer back. Without a command it opens the desk.
    """
    ctx.obj = Rooms(given)
    if ctx.invoked_subcommand is None:
        from copydesk.cli.screens import run_app

        return run_app(ctx.obj)
    return None
