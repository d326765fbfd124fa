"""Where errors end: exit codes, one message on standard error, nothing on standard output."""

from __future__ import annotations

import pytest
import typer
from typer.testing import CliRunner, Result

from footwall.cli.boundary import OUR_FAULT, Boundary
from footwall.errors import DocumentError, Fault, UnknownName


def _end_of(error: BaseException) -> Result:
    app = typer.Typer(cls=Boundary, pretty_exceptions_enable=False)

    @app.callback()
    def group() -> None:
        """A group."""

    @app.command()
    def fail() -> None:
        """Fail."""
        raise error

    return CliRunner().invoke(app, ["fail"])


def test_an_error_on_purpose_is_one_message_and_exit_code_2() -> None:
    result = _end_of(UnknownName("Read 'XXX'; allowed: 'USA'."))
    assert result.exit_code == 2
    assert result.stderr == "Error: Read 'XXX'; allowed: 'USA'.\n"
    assert result.stdout == ""


def test_a_document_tells_all_its_faults() -> None:
    faults = [
        Fault("RULEBOOK-1", "zone", "'a'", "b", line=3),
        Fault("RULEBOOK-2", "floors", "'c'", "d", line=7),
    ]
    result = _end_of(DocumentError("mine.yaml", faults))
    assert result.exit_code == 2
    assert "mine.yaml:3:1: [RULEBOOK-1]" in result.stderr
    assert "mine.yaml:7:1: [RULEBOOK-2]" in result.stderr


def test_an_interruption_says_so_and_ends_with_130() -> None:
    result = _end_of(KeyboardInterrupt())
    assert result.exit_code == 130
    assert result.stderr == "Error: Interrupted; nothing was left half-written.\n"


def test_an_unexpected_error_shows_its_traceback_and_whose_fault_it_is() -> None:
    result = _end_of(ZeroDivisionError("lost"))
    assert result.exit_code == 1
    assert "Traceback" in result.stderr
    assert "ZeroDivisionError: lost" in result.stderr
    assert OUR_FAULT in result.stderr


@pytest.mark.parametrize("error", [typer.Exit(5), typer.BadParameter("no")])
def test_what_typer_raises_stays_with_typer(error: Exception) -> None:
    result = _end_of(error)
    assert result.exit_code == (5 if isinstance(error, typer.Exit) else 2)
    assert OUR_FAULT not in result.stderr
