"""What ``footwall storage`` prints: the verdict, the long run without and with the policy, its inputs."""

from __future__ import annotations

import textwrap

from footwall.cli.text_table import NO_FIGURE, WIDTH, table
from footwall.storage.commodity import GIVEN, Input
from footwall.storage.outcome import Figures, StorageOutcome, verdict

LABELS = {
    "price": "price without shock or stock",
    "use": "use at that price",
    "demand_elasticity": "elasticity of use",
    "supply_elasticity": "elasticity of planned output",
    "storage_cost": "storage cost",
    "decay": "decay of stocks",
    "interest": "interest on stocks",
    "shock": "output around plan, standard deviation",
}


def storage_text(outcome: StorageOutcome) -> str:
    """At most 100 columns."""
    market, found = outcome.market, outcome.policy or outcome.free
    blocks = [
        textwrap.fill(verdict(outcome), WIDTH),
        f"{market.name}, {market.counted}, long run on the market of {market.year}; shares are of years.",
        table(_rows(outcome)),
        "Rests on\n\n"
        + table(
            [("number", "value", "low", "high", "source", "grade"), *map(_input, market.inputs)], (0, 4, 5)
        ),
        textwrap.fill(
            f"Solver: {found.status}, largest residual of any condition {found.residual:.1e}; expectations "
            f"are within {found.between_nodes * market.price / 1e3:,.2g} USD/kg between nodes.",
            WIDTH,
        ),
    ]
    return "\n\n".join(blocks)


def _rows(outcome: StorageOutcome) -> list[tuple[str, ...]]:
    under, asked = outcome.under_policy, outcome.asked
    columns = [outcome.without] + ([under] if under is not None else [])
    rows: list[tuple[str, ...]] = [("", "no policy", "policy")[: 1 + len(columns)]]
    rows += [
        ("mean price, USD/kg", *(_figure(item.mean_price / 1e3) for item in columns)),
        ("variation of the price", *(f"{item.price_variation:.1%}" for item in columns)),
        ("mean private stock, t", *(_figure(item.mean_private) for item in columns)),
        ("mean output, t/year", *(_figure(item.mean_output) for item in columns)),
    ]
    if under is None or asked is None:
        return rows
    return [
        *rows,
        ("mean public stock, t", NO_FIGURE, _figure(under.mean_public)),
        ("private stock crowded out, t", NO_FIGURE, _figure(outcome.crowded_out or 0.0)),
        *((label, NO_FIGURE, share) for label, share in _shares(under, asked.ceiling is not None)),
    ]


def _shares(under: Figures, has_ceiling: bool) -> list[tuple[str, str]]:
    ceiling = [
        ("price at the ceiling", under.at_ceiling),
        ("price above the ceiling", under.above_ceiling),
    ]
    shares = [
        ("price at the floor", under.at_floor),
        ("price below the floor", under.below_floor),
        *(ceiling if has_ceiling else []),
        ("public stock full", under.public_full),
        ("public stock empty", under.public_empty),
    ]
    return [(label, f"{share:.1%}") for label, share in shares]


def _figure(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1_000.0 else f"{value:,.4g}"


def _short(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1_000.0 else f"{value:,.3g}"


def _input(item: Input) -> tuple[str, ...]:
    scale, unit = (1e-3, "USD/kg") if item.unit == "USD/t" else (1.0, item.unit)
    shown = [_short(number * scale) for number in (item.value, item.low, item.high)]
    if item.source == GIVEN or item.low == item.high:
        shown[1:] = [NO_FIGURE, NO_FIGURE]
    label = LABELS[item.name] + ("" if unit == "1" else f", {unit}")
    return (label, *shown, item.source, item.grade)
