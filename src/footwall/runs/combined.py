"""What several chains of one run say together: rows, notes, checks and the first screen in words.

Chains share no market. Tonnes of different goods are never added; million USD are, draw by draw, since the
parameters of the chains are drawn independently of each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from footwall.rulebook.vocabulary import REST_OF_WORLD
from footwall.runs.chain_summary import draws_record
from footwall.runs.draws import HIGH, LOW
from footwall.runs.figures import TREASURY, USER_COST
from footwall.runs.headline import GAP_KEPT, told_draws
from footwall.runs.result import Row
from footwall.runs.sentences import USERS, MoneyWords, in_sentence, listed, money_clause, treasury_words
from footwall.runs.short_goods import short_words
from footwall.runs.years_asked import acting_over_years

if TYPE_CHECKING:
    from footwall.runs.chain_run import Assignment
    from footwall.runs.draws import DrawnFigures
    from footwall.runs.result import ChainRun

MONEY = "million USD/yr"
Record = dict[str, Any]


def combined_rows(runs: tuple[ChainRun, ...]) -> tuple[Row, ...]:
    """Rows of all chains in their order; figures in money of one name are added up.

    Raises ValueError for another figure that two chains book under one name.
    """
    if len(runs) == 1:
        return runs[0].rows
    rows: dict[tuple[str, str, str, int], Row] = {}
    for run in runs:
        for row in run.rows:
            key = (row.scenario, row.region, row.variable, row.year)
            known = rows.get(key)
            if known is not None and row.unit != MONEY:
                raise ValueError(f"two chains have {row.variable} in {row.region}")
            rows[key] = row if known is None else row._replace(value=known.value + row.value)
    return tuple(rows.values())


def common_notes(runs: tuple[ChainRun, ...]) -> tuple[str, ...]:
    """Notes of all chains, each once; where there are several chains the chain is named."""
    if len(runs) == 1:
        return runs[0].notes
    told: dict[str, list[str]] = {}
    for run in runs:
        for note in run.notes:
            told.setdefault(note, []).append(run.name)
    return tuple(
        note if len(names) == len(runs) else f"{', '.join(names)}: {note}" for note, names in told.items()
    )


def combined_summary(
    asked: Assignment, runs: tuple[ChainRun, ...], notes: tuple[str, ...], over_years: bool = False
) -> Record:
    """``summary.json``: the run as a whole, and the record of each chain below ``chains``.

    ``over_years``: a path is told beside the day.
    """
    policy, options = asked.policy, asked.options
    headline = _headline(runs)
    return {
        "rulebook": {"name": policy.name, "version": policy.version, "why": policy.why},
        "as_of": options.as_of.isoformat(),
        "base_year": runs[0].summary["base_year"],
        "price_set": options.price_set,
        "answer": _answer(asked, runs, headline, over_years),
        "headline": headline,
        "solver": _solver(runs),
        "checks": {
            name: max(run.summary["checks"][name] for run in runs) for name in runs[0].summary["checks"]
        },
        "draws": draws_record(_least_drawn(runs), options.seed),
        "zone": {
            **_membership(runs),
            "rivals": {run.id: run.zone.rival for run in runs},
        },
        "chains": {run.id: run.summary for run in runs},
        "notes": list(notes),
    }


def _least_drawn(runs: tuple[ChainRun, ...]) -> DrawnFigures:
    """The draws of the chain with the fewest that converged, of those that are touched and so drawn."""
    touched = [run for run in runs if run.touched] or list(runs)
    return min((run.drawn for run in touched), key=lambda drawn: drawn.converged)


def _membership(runs: tuple[ChainRun, ...]) -> dict[str, dict[str, float]]:
    """Members of any chain, and those that are associates of all that they belong to."""
    members, associates = (_largest_shares(runs, standing) for standing in ("members", "associates"))
    only = {region: share for region, share in associates.items() if region not in members}
    return {"members": members, "associates": only}


def _largest_shares(runs: tuple[ChainRun, ...], standing: str) -> dict[str, float]:
    """Region -> the largest share of it inside the zone over the chains.

    The rest of the world holds other countries in each chain, so it is left out where there are several.
    """
    shares: dict[str, float] = {}
    for run in runs:
        for region, share in run.summary["zone"][standing].items():
            if region == REST_OF_WORLD and len(runs) > 1:
                continue
            shares[region] = max(share, shares.get(region, 0.0))
    return shares


def _solver(runs: tuple[ChainRun, ...]) -> Record:
    solved = [run.summary["solver"] for run in runs]
    return {
        "status": "converged" if all(item["status"] == "converged" for item in solved) else "failed",
        "residual": max(item["residual"] for item in solved),
        "iterations": sum(item["iterations"] for item in solved),
        "seconds": sum(item["seconds"] for item in solved),
    }


def _headline(runs: tuple[ChainRun, ...]) -> list[Record]:
    """The numbers of the only chain; of several the money of all, then what each makes."""
    touched = [run for run in runs if run.touched]
    if len(touched) <= 1:
        return list((touched or runs)[0].summary["headline"])
    numbers = [_total(touched, figure) for figure in (USER_COST, TREASURY)]
    for run in touched:
        numbers += [
            {**number, "chain": run.id}
            for number in run.summary["headline"]
            if number["figure"] not in (USER_COST, TREASURY)
        ]
    return numbers


def _total(runs: list[ChainRun], figure: str) -> Record:
    """A sum of money over chains; its range holds both of its ranges, as that of one chain does.

    ``over_draws`` are percentiles of the sums of draws of equal number, ``over_gap`` the sums of the ends:
    who keeps the gap is one choice for all chains.
    """
    parts = [next(item for item in run.summary["headline"] if item["figure"] == figure) for run in runs]
    value = sum(part["value"] for part in parts)
    count = min(run.drawn.converged for run in runs)
    same = over_draws = None
    if count:
        sums = np.sum([run.drawn.values[figure][:count] for run in runs], axis=0)
        low, high = (float(bound) for bound in np.percentile(sums, (LOW, HIGH)))
        over_draws = {"low": low, "high": high}
        same = float((np.sign(sums) == np.sign(value)).mean())
    over_gap = _over_gap(parts)
    ends = [end for found in (over_draws, over_gap) if found is not None for end in found.values()]
    told_over = (told_draws(count) if count else "", GAP_KEPT if over_gap else "")
    return {
        **parts[0],
        "text": parts[0]["text"],
        "value": value,
        "paid": sum(part["paid"] for part in parts),
        "low": min(ends, default=None),
        "high": max(ends, default=None),
        "range_over": " and ".join(told for told in told_over if told),
        "same_sign": same,
        "over_draws": over_draws,
        "over_gap": over_gap,
        "caveat": "; ".join(part["caveat"] for part in parts if part["caveat"]),
        "at_latest_prices": _beside(parts, "at_latest_prices"),
        "at_base_prices": _beside(parts, "at_base_prices"),
    }


def _over_gap(parts: list[Record]) -> Record | None:
    """Sums of the ends over the share of the gap that exporters keep; None where no chain has a gap."""
    if all(part["over_gap"] is None for part in parts):
        return None
    ends = [part["over_gap"] or {"low": part["value"], "high": part["value"]} for part in parts]
    return {name: sum(end[name] for end in ends) for name in ("low", "high")}


def _beside(parts: list[Record], key: str) -> Record | None:
    """The sum at the other price level, where every chain has one under the same name."""
    found = [part[key] for part in parts]
    if any(item is None for item in found) or len({item["set"] for item in found}) > 1:
        return None
    return {"value": sum(item["value"] for item in found), "set": found[0]["set"]}


def _answer(asked: Assignment, runs: tuple[ChainRun, ...], headline: list[Record], over_years: bool) -> str:
    """The rulebook and the day, then what is found on the only chain, or in money on all."""
    opening = f"{asked.policy.name}, against the measures in force on {asked.as_of.isoformat()}."
    touched = [run for run in runs if run.touched]
    later = acting_over_years(asked.policy)
    if not touched and later:
        told = "the path stands below" if over_years else "add --years 2024:2040"
        return f"{opening} On that day it changes nothing. Over years act {listed(later)}: {told}."
    if len(touched) <= 1:
        return f"{opening} {(touched or runs)[0].summary['findings']}"
    names = listed([in_sentence(run.name) for run in touched])
    cost, revenue = headline[0], headline[1]
    beside = f" ({cost['caveat']})" if cost["caveat"] else ""
    return (
        f"{opening} Over {names}, final users in the zone {_clause(USERS, cost)}{beside} and treasuries "
        f"there {_clause(treasury_words(revenue['value'], revenue['paid']), revenue)}."
        + "".join(short_words(run.summary["security"]["short_goods"]) for run in touched)
    )


def _clause(words: MoneyWords, number: Mapping[str, Any]) -> str:
    return money_clause(words, number["value"], number["low"], number["high"])
