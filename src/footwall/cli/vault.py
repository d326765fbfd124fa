"""``footwall vault plan``: what a public stock should buy first, in the terminal, as a folder and a page."""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass
from pathlib import Path

import typer

from footwall.cli.run import collect_rarely, progress_shown
from footwall.cli.vault_text import plan_text
from footwall.errors import UnitError
from footwall.explore.vault_plan import VaultPlan, VaultQuestion, span_of, vault_plan
from footwall.explore.vault_terms import VaultTerms
from footwall.explore.written_vault import VAULT_PLAN, plan_record, write_plan
from footwall.runs.folder import refuse_target
from footwall.units import Dimension, parse


@dataclass(frozen=True)
class Request:
    """The options of the command as given; ``shares`` are rate, storage and pace."""

    budget: str
    rulebook: str
    regions: tuple[str, ...]
    chains: tuple[str, ...]
    supplier: str | None
    year: int
    shares: tuple[str, str, str]
    worth: float
    as_json: bool = False
    out: Path | None = None
    force: bool = False

    @property
    def again(self) -> str:
        """The command that makes the plan again."""
        rate, storage, pace = self.shares
        words = ["footwall", "vault", "plan", "--budget", self.budget, "--rulebook", self.rulebook]
        words += [word for region in self.regions for word in ("--regions", region)]
        words += [word for chain in self.chains for word in ("--chain", chain)]
        words += ["--supplier", self.supplier] if self.supplier else []
        words += ["--year", str(self.year), "--rate", rate, "--storage", storage, "--pace", pace]
        return shlex.join([*words, "--worth", f"{self.worth:g}", "--out", "again"])


def plan(request: Request) -> None:
    """Solve, print and, with ``out``, write. Raises UnitError, OutputError and what ``vault_plan`` raises."""
    question = _question(request)
    span_of(request.year)
    if request.out is not None:
        refuse_target(request.out, request.force, VAULT_PLAN)
    collect_rarely()
    with progress_shown() as progress:
        found = vault_plan(question, progress)
        page = "" if request.out is None else _page(found, request)
    typer.echo(json.dumps(plan_record(found), indent=2) if request.as_json else plan_text(found))
    if request.out is not None:
        write_plan(found, page, request.out, request.force)
        typer.echo(
            f"\nPage: {request.out / 'report.html'}\nPlan: {request.out / 'plan.yaml'}\n"
            f"Frontier: {request.out / 'frontier.csv'}",
            err=request.as_json,
        )


def _page(found: VaultPlan, request: Request) -> str:
    from footwall.report.vault_page import vault_page

    return vault_page(found, request.again)


def _question(request: Request) -> VaultQuestion:
    rate, storage, pace = (
        _engine(option, written, "share")
        for option, written in zip(("--rate", "--storage", "--pace"), request.shares, strict=True)
    )
    return VaultQuestion(
        _above_zero("--budget", request.budget, _engine("--budget", request.budget, "money")),
        VaultTerms(
            request.year, rate, storage, _above_zero("--pace", request.shares[2], pace), request.worth
        ),
        request.rulebook,
        request.regions,
        request.chains,
        request.supplier,
    )


def _engine(option: str, written: str, dimension: Dimension) -> float:
    try:
        value = parse(written, dimension).engine
    except UnitError as error:
        raise UnitError(f"{option}: {error}") from error
    if value < 0.0:
        raise UnitError(f"{option}: read {written!r}; allowed: nothing below zero.")
    return value


def _above_zero(option: str, written: str, value: float) -> float:
    if value <= 0.0:
        raise UnitError(f"{option}: read {written!r}; allowed: more than zero.")
    return value
