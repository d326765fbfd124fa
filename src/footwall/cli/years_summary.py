"""The part of ``footwall run`` about the years: stages, projects, money and checks of every chain.

Text of at most 100 columns, made from ``years`` of ``summary.json`` alone.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from footwall.cli.contracts_summary import contracts_block
from footwall.cli.stocks_summary import stocks_block
from footwall.cli.text_table import NO_FIGURE, WIDTH, signed, table
from footwall.horizon.passes import SETTLED
from footwall.runs.main_goods import main_goods
from footwall.runs.project_groups import project_groups
from footwall.runs.sentences import listed
from footwall.runs.year_findings import KEEPERS, chain_findings

Record = Mapping[str, Any]
LONGEST_NAME = 26
MOST_PROJECTS = 12
LAWS = ("baseline", "policy")


def years_summary(years: Record) -> list[str]:
    """Blocks of text: those of every chain that is touched, one line for each that is not."""
    chains = list(years["chains"].values())
    span = f"{years['first']} to {years['last']}"
    blocks = []
    for chain in chains:
        if not chain["touched"]:
            text = f"{chain['name']}, {span}: the rulebook changes nothing on the path."
            blocks.append(textwrap.fill(text, WIDTH))
            continue
        title = f"{chain['name']}, {span}"
        blocks.append(f"{title}\n{'═' * len(title)}")
        blocks.append(textwrap.fill(" ".join(chain_findings(chain)), WIDTH))
        blocks += [_stages(chain, "price", "price, USD/kg"), _stages(chain, "output_zone", "output, t/yr")]
        blocks += [_origins(chain), _projects(chain), _money(chain, years["money"])]
        blocks += [contracts_block(chain), stocks_block(chain), _checks(chain)]
    return [block for block in blocks if block]


def _stages(chain: Record, figure: str, heading: str) -> str:
    """Levels in the first, middle and last year; the first year once where both laws agree in it."""
    goods = [good for good in chain["goods"] if figure in good]
    places = _shown_years(chain["years"])
    alike = all(len(set(_levels(good[figure], places[0]))) == 1 for good in goods)
    header, rows = [heading], []
    for place in places:
        year = str(chain["years"][place])
        header += [year] if place == 0 and alike else [f"{year} base", "policy"]
    for good in goods:
        row = [textwrap.shorten(good["name"], LONGEST_NAME, placeholder="…")]
        for place in places:
            levels = _levels(good[figure], place)
            row += levels[:1] if place == 0 and alike else levels
        rows.append(row)
    where = "in the zone" if chain["zone"] == "the zone" else f"outside {chain['rival']}"
    return f"{table([header, *rows])}\nLevels {where}; central parameters." if rows else ""


def _origins(chain: Record) -> str:
    """Outside shares of the goods that stand for their stages."""
    return _stages({**chain, "goods": main_goods(chain)}, "outside_share", "bought outside, %")


def _shown_years(years: Sequence[int]) -> list[int]:
    """Places of the first, the middle and the last year."""
    last = len(years) - 1
    return sorted({0, (last + 1) // 2, last})


def _levels(figure: Record, place: int) -> list[str]:
    return [_level(figure[law]["central"][place]) for law in LAWS]


def _level(value: float) -> str:
    if value <= 0.0:
        return NO_FIGURE
    return f"{value:,.0f}" if value >= 1000.0 else f"{value:,.1f}"


def _projects(chain: Record) -> str:
    groups = project_groups(chain["projects"])
    names = {good["commodity"]: good["name"] for good in chain["goods"]}
    lines = [
        f"- {line['name']} ({line['owner']}): {names.get(line['product'], line['product'])} in "
        f"{line['region']}, {line['capacity']:,.0f} t/yr; {_decided(line)}."
        for line in groups.changed[:MOST_PROJECTS]
    ]
    told = [textwrap.fill(line, WIDTH, subsequent_indent="  ") for line in lines]
    if len(groups.changed) > MOST_PROJECTS:
        told.append(f"- and {len(groups.changed) - MOST_PROJECTS} more in summary.json")
    rest = [
        f"{len(group)} {words}"
        for group, words in (
            (groups.either_way, "go ahead in the same year with and without it"),
            (groups.not_ahead, "do not go ahead"),
            (groups.under_way, "are under way"),
            (groups.cancelled, "are cancelled"),
        )
        if group
    ]
    head = "Projects that the rulebook changes" if told else "The rulebook changes no project"
    beside = f"Others: {listed(rest)}." if told else f"Of all projects {listed(rest)}."
    if rest:
        told.append(textwrap.fill(beside, WIDTH))
    return "\n".join([head, *told]) if chain["projects"] else ""


def _decided(line: Record) -> str:
    without, with_it = (line[law]["year"] for law in LAWS)
    if without is None:
        return f"goes ahead in {with_it} with the rulebook, not without it"
    if with_it is None:
        return f"goes ahead in {without} without the rulebook, not with it"
    return f"goes ahead in {with_it} with the rulebook, in {without} without it"


def _money(chain: Record, unit: str) -> str:
    rows: list[tuple[str, ...]] = [
        (f"cumulative to {chain['years'][-1]}, million {unit}", "change", "low", "high")
    ]
    rows.append(_summed("final users pay more for the baseline's use", chain["user_bill_cumulative"]))
    rows.append(_summed("treasuries receive more", chain["treasury"]["cumulative"]))
    for case in chain["over_omega"]["cases"]:
        text = f"the same, {KEEPERS[case['omega']].replace('gaps to floors', 'gaps')} (ω = {case['omega']:g})"
        rows.append((text, signed(case["treasury_cumulative"][-1], 0), "", ""))
    rows += [
        _summed(f"paid to producers with the rulebook: {kind.replace('_', ' ')}", paid)
        for kind, paid in chain["supports_cumulative"].items()
        if paid["central"][-1]
    ]
    return "\n".join((table(rows), *_notes(chain)))


def _summed(text: str, figure: Record) -> tuple[str, ...]:
    """A sum up to the last year with its range."""
    bounds = (None if figure[key] is None else figure[key][-1] for key in ("low", "high"))
    return text, signed(figure["central"][-1], 0), *(signed(bound, 0) for bound in bounds)


def _notes(chain: Record) -> Iterator[str]:
    draws = chain["draws"]
    if draws["converged"]:
        failed = draws["asked"] - draws["converged"]
        beside = f" ({failed} more failed)" if failed else ""
        text = f"Low and high: 5th and 95th percentile of {draws['converged']} joint draws{beside}."
        yield textwrap.fill(f"{text} Sums are not discounted.", WIDTH)
    else:
        yield "Without joint draws there are no ranges. Sums are not discounted."


def _checks(chain: Record) -> str:
    checks = chain["checks"]
    worst = max(checks, key=lambda name: float(checks[name]))
    passes = chain["passes"]
    moved = max(chain["last_pass_moved"].values())
    settled = "" if moved <= SETTLED else f", which is above the {100.0 * SETTLED:g}% that counts as settled"
    return textwrap.fill(
        f"Passes over the years: {passes['baseline']} in the baseline, {passes['policy']} in the policy; in "
        f"the last one expected prices and those found differ by at most {100.0 * moved:.2g}%{settled}. "
        f"Largest relative error of all years: {checks[worst]:.1e} ({worst}).",
        WIDTH,
    )
