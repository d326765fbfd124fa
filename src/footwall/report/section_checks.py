"""How the figures were made and checked, and how to make them again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from footwall.report.figure import Section, Table
from footwall.report.number_words import small
from footwall.report.subject import Subject
from footwall.report.wording import CHECKS, plain_words

if TYPE_CHECKING:
    from footwall.facts import Facts
    from footwall.runs import Result

LIMIT = 1e-6


@dataclass(frozen=True)
class Source:
    """One publication; ``address`` is empty unless it is a web address."""

    author: str
    title: str
    year: str
    address: str
    licence: str


@dataclass(frozen=True)
class Making:
    """How to make the result again, and out of what it was made."""

    command: str
    python: str
    day: str
    asked: str
    parts: tuple[tuple[str, str], ...]
    sources: tuple[Source, ...]


def checks(subject: Subject) -> Section:
    """The section of solver and identities."""
    solver, summary = subject.summary["solver"], subject.summary
    worst = max(summary["checks"].values())
    verdict = "below" if worst < LIMIT else "ABOVE"
    lead = (
        f"Solver: {solver['status']}. Largest error of all checks: {small(worst)}, {verdict} {small(LIMIT)}.",
        _draws(summary["draws"]),
    )
    states = Table(
        "The three solves",
        ("State", "Status", "Residual (share of the market's tonnes)", "Iterations", "Seconds"),
        tuple(
            (
                name,
                state["status"],
                small(state["residual"]),
                str(state["iterations"]),
                f"{state['seconds']:.4f}",
            )
            for name, state in solver["states"].items()
        ),
        words=(1,),
    )
    identities = Table(
        "Largest relative error of each check",
        ("Check", "Error"),
        tuple((plain_words(name, CHECKS), small(error)) for name, error in summary["checks"].items()),
    )
    ending = summary["chain_end"]["text"] if "chain_end" in summary else None
    remarks = () if ending is None or ending in summary["notes"] else (ending,)
    return Section(subject.key("checks"), "Solver and checks", lead, (), (states, identities), remarks)


def _draws(draws: dict[str, Any]) -> str:
    if not draws["asked"]:
        return "No draws: nothing differs from the baseline, or none were asked for."
    return f"Draws: {draws['converged']} of {draws['asked']} solved, {draws['failed']} left out."


def making(result: Result) -> Making:
    """Commands, versions, hashes and sources."""
    manifest, options = result.manifest, result.options
    day = options.as_of
    year = f" --year {day.year}" if (day.month, day.day) == (12, 31) else ""
    prices = f" --prices '{_quoted(options.price_set)}'" if options.price_set else ""
    arguments = [f", year={day.year}" if year else "", f", prices={options.price_set!r}" if prices else ""]
    return Making(
        command=f"footwall run rulebook.yaml{year}{prices} --out again",
        python=f'import footwall\nresult = footwall.run("rulebook.yaml"{"".join(arguments)})',
        day=""
        if year
        else f"Without --year a run shows the day on which it is made; this one shows {day.isoformat()}.",
        asked=str(manifest["command"]),
        parts=tuple(_parts(result)),
        sources=sources_of(result.facts),
    )


def sources_of(*facts: Facts) -> tuple[Source, ...]:
    """All publications that the facts cite, each once."""
    cited = (
        Source(row.author, row.title, str(row.year), row.address if _is_web(row.address) else "", row.licence)
        for each in facts
        for row in each.table("sources")
    )
    return tuple(dict.fromkeys(cited))


def _quoted(words: str) -> str:
    """For single quotes of a POSIX shell."""
    return words.replace("'", "'\\''")


def _is_web(address: str) -> bool:
    return address.startswith(("https://", "http://"))


def _parts(result: Result) -> Iterator[tuple[str, str]]:
    manifest = result.manifest
    yield "Model", str(manifest["model"])
    yield "Made", str(manifest["written"])
    yield "Day of the law", str(manifest["as_of"])
    yield "Seed and draws", f"{manifest['seed']}, {manifest['draws']}"
    yield "Rulebook, SHA\u2011256", str(manifest["rulebook_sha256"])
    yield "Fact tables, SHA\u2011256", str(manifest["facts_sha256"])
    yield "Overrides", "; ".join(manifest["overrides"]) or "none"
    yield "Versions", ", ".join(f"{name} {version}" for name, version in manifest["versions"].items())
