"""Where an error ends: one message on standard error and an exit code, for every command alike.

=====================  =========  ==================================================
what happened          exit code  what is printed
=====================  =========  ==================================================
a Footwall error       2          its message, without a traceback
a full disk            2          that the output could not be written
output refused         2          what standard output answered, such as a full disk
Ctrl-C                 130        that the command was interrupted
anything unexpected    1          the traceback, and that it is a fault of Footwall
=====================  =========  ==================================================

Cleaning up is not done here: whoever writes a file or a folder writes it whole or not at all.
"""

from __future__ import annotations

import errno
import sys
from typing import Any

import typer
from typer.core import TyperGroup

from footwall.errors import FootwallError

REFUSED, INTERRUPTED, BROKEN = 2, 130, 1
OUR_FAULT = (
    "This is a fault in Footwall, not in your input. Please report it with the lines above, the command and "
    "the rulebook; CONTRIBUTING.md says how."
)


class Boundary(TyperGroup):
    """The group of all commands; turns what they raise into messages and exit codes."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except FootwallError as error:
            _say(str(error))
            raise typer.Exit(REFUSED) from error
        except KeyboardInterrupt as interruption:
            _say("Interrupted; nothing was left half-written.")
            raise typer.Exit(INTERRUPTED) from interruption
        except (BrokenPipeError, typer.TyperException, typer.Exit, typer.Abort):
            raise
        except Exception as error:
            if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
                _say(f"The output cannot be written: {error.strerror}. Make room and run the command again.")
                raise typer.Exit(REFUSED) from error
            _print_traceback()
            _say(OUR_FAULT)
            raise typer.Exit(BROKEN) from error


def _say(message: str) -> None:
    typer.secho("Error: ", fg="red", bold=True, nl=False, err=True)
    typer.echo(message, err=True)


def _print_traceback() -> None:
    import traceback

    traceback.print_exc(file=sys.stderr)
