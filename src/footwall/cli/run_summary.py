"""What ``footwall run`` prints: the answer, five numbers, stages, who pays, warnings, where the folder is.

Text of at most 100 columns, made from ``summary.json`` alone.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from footwall.cli.text_table import NO_FIGURE, WIDTH, signed, table
from footwall.cli.years_summary import years_summary
from footwall.runs.extreme_prices import caveat_words
from footwall.runs.zone_of_years import other_zone

MOST_NOTES = 8
LONGEST_NAME = 26
STATUSES = ("binding", "prohibitive", "slack")
UNDERCUT = "undercut"
MARK = "*"
"""Behind a figure that a line below the table says how to read."""
LARGE = 10_000.0
"""USD/kg from which a price is shown without decimals."""
Record = Mapping[str, Any]
SHORT_UNITS = {"percentage points": "points", "million USD/yr": "mUSD/yr"}


def run_summary(summary: Record, folder: Path, network_files: Sequence[Path] = ()) -> str:
    """The text: the whole run, then each chain; low and high are those of the summary."""
    chains = list(summary["chains"].values())
    blocks = [_title(summary), textwrap.fill(summary["answer"], WIDTH)]
    touched = sum(chain["touched"] for chain in chains)
    over_years = "years" in summary
    for chain in chains if touched or not over_years else ():
        if len(chains) > 1:
            blocks.append(_chain_title(chain, over_years))
        if touched and not chain["touched"]:
            continue
        if touched > 1:
            blocks.append(textwrap.fill(chain["findings"], WIDTH))
        blocks += [
            _further(chain),
            _headline(chain),
            _stages(chain),
            _payers(chain),
            _omega(chain),
            _chain_end(chain),
        ]
    blocks.append(_solver(summary))
    if over_years:
        blocks += [*years_summary(summary["years"]), _zone_of_years(summary)]
    blocks += [_notes(summary), _places(folder, network_files, chains[0])]
    return "\n\n".join(block for block in blocks if block)


def _further(chain: Record) -> str:
    """What the rulebook asks beside its five numbers."""
    return "\n".join(
        textwrap.fill(item["text"], WIDTH, initial_indent="- ", subsequent_indent="  ")
        for item in chain["further"]
    )


def _chain_title(chain: Record, over_years: bool) -> str:
    alone = "not touched on this day" if over_years else "not touched by this rulebook"
    text = chain["name"] if chain["touched"] else f"{chain['name']}: {alone}"
    return f"{text}\n{'═' * len(text)}"


def _title(summary: Record) -> str:
    members, associates = (
        ", ".join(
            region if share >= 1.0 else f"{region} ({100 * share:.0f}%)"
            for region, share in summary["zone"][standing].items()
        )
        for standing in ("members", "associates")
    )
    beside = f"; associates: {associates}" if associates else ""
    rulebook = summary["rulebook"]
    title = f"{rulebook['name']} (version {rulebook['version']}) on {summary['as_of']}"
    return textwrap.fill(f"{title}; members: {members or 'none'}{beside}", WIDTH)


def _inside(summary: Record) -> list[str]:
    return [*summary["zone"]["members"], *summary["zone"]["associates"]]


def _headline(summary: Record) -> str:
    beside = summary["price_levels"]["beside"]
    rows = [("", "change", "low", "high", *([beside["short"]] if beside else []), "unit")]
    for number in summary["headline"]:
        digits = 0 if "USD" in number["unit"] else 1
        there = number["at_latest_prices"] or number["at_base_prices"]
        values = [number[key] for key in ("value", "low", "high")]
        if beside:
            values.append(there["value"] if there else None)
        shown = (signed(value, digits) for value in values)
        text = f"{number['text']}{MARK}" if number["caveat"] else number["text"]
        rows.append((text, *shown, SHORT_UNITS.get(number["unit"], number["unit"])))
    text = table(rows, text_columns=(0, len(rows[0]) - 1))
    return "\n".join((text, *(textwrap.fill(line, WIDTH) for line in _headline_notes(summary))))


def _headline_notes(summary: Record) -> Iterable[str]:
    draws, beside = summary["draws"], summary["price_levels"]["beside"]
    if draws["asked"]:
        note = f"Low and high: 5th and 95th percentile of {draws['converged']} joint draws of the parameters"
        failed = f" ({draws['failed']} more failed)" if draws["failed"] else ""
        over = any("exporters" in number["range_over"] for number in summary["headline"])
        yield f"{note}{failed}{'; revenue also over who keeps the gap' if over else ''}."
    elif summary["touched"]:
        yield "No joint draws were asked for, so there are no ranges."
    else:
        yield "The rulebook changes nothing here, so there are no ranges."
    yield from (f"{MARK} {number['caveat']}." for number in summary["headline"] if number["caveat"])
    if beside:
        quoted = f"{beside['good']} {beside['price']:,.0f} USD/kg"
        yield f"{beside['short']}: the same at {beside['words']} ({quoted}), central parameters."


def _stages(summary: Record) -> str:
    floors = _floor_words(summary["floors"])
    where = "in the zone" if _inside(summary) else "outside the rival"
    rows = [(where, "USD/kg base", "policy", "output", "low to high", "rival has", "change", "floor")]
    for stage in summary["stages"]:
        output, rival = stage["zone_output_change"], stage["rival_share_change"]
        ranged = output and output["low"] is not None
        rows.append(
            (
                textwrap.shorten(stage["name"], LONGEST_NAME, placeholder="…"),
                _price(stage["price_baseline"]),
                _marked_price(stage),
                f"{signed(output['value'])}%" if output else NO_FIGURE,
                f"{signed(output['low'], 0)} to {signed(output['high'], 0)}" if ranged else "",
                f"{stage['rival_share_policy']:.1f}%"
                if stage["rival_share_policy"] is not None
                else NO_FIGURE,
                f"{signed(rival['value'])} pt" if rival else NO_FIGURE,
                floors.get(stage["commodity"], ""),
            )
        )
    rival = summary["zone"]["rival"]
    legend = (
        "Floor: members at whose border it binds (B), is prohibitive (P) or slack (S); in how many of them "
        "zone producers sell below it (U)."
    )
    note = f"Rival: {rival}, with its share of world output in the policy. {legend}"
    caveats = [stage["price_caveat"] for stage in summary["stages"] if stage["price_caveat"]]
    lines = [f"{MARK} {caveat_words(caveats).capitalize()}."] if caveats else []
    return "\n".join(
        [table(rows, text_columns=(0, 7)), *(textwrap.fill(line, WIDTH) for line in (*lines, note))]
    )


def _floor_words(floors: Iterable[Record]) -> dict[str, str]:
    found: dict[str, Counter[str]] = {}
    for floor in floors:
        counts = found.setdefault(floor["commodity"], Counter())
        counts[floor["status"]] += 1
        counts[UNDERCUT] += bool(floor["undercut"])
    return {
        commodity: " ".join(
            f"{counts[status]}{status[0].upper()}" for status in (*STATUSES, UNDERCUT) if counts[status]
        )
        for commodity, counts in found.items()
    }


def _payers(summary: Record) -> str:
    rows: list[tuple[str, ...]] = [("gain, million USD/yr", "zone", summary["zone"]["rival"], "others")]
    grouped: dict[str, list[float]] = {}
    for item in summary["who_pays"]:
        label = f"producers: {item['group']}" if item["who"] == "producers" else item["who"]
        sums = grouped.setdefault(label, [0.0, 0.0, 0.0])
        for place, key in enumerate(("zone", "rival", "others")):
            sums[place] += item[key]
    rows += [(label, *(signed(value) for value in sums)) for label, sums in grouped.items()]
    totals = [sum(sums[place] for sums in grouped.values()) for place in range(3)]
    rows.append(("all", *(signed(value) for value in totals)))
    return table(rows) if grouped else "Nobody gains or loses against the baseline."


def _omega(summary: Record) -> str:
    found = {item["omega"]: item for item in summary["treasury_over_omega"]}
    if len(found) < 2:
        return ""
    told = [
        f"{'the rulebook' if omega is None else f'ω = {omega:g}'}: revenue {signed(item['treasury'], 0)}, "
        f"exporters keep {item['exporters_rent']:,.0f}"
        for omega, item in found.items()
    ]
    return textwrap.fill("Who keeps the gap to the floor (million USD/yr). " + "; ".join(told) + ".", WIDTH)


def _solver(summary: Record) -> str:
    solver, checks = summary["solver"], summary["checks"]
    worst = max(checks, key=lambda name: float(checks[name]))
    line = (
        f"Solver: {solver['status']}, residual {solver['residual']:.1e}, {solver['iterations']} iterations. "
        f"Largest relative error of all checks: {checks[worst]:.1e} ({worst.replace('_', ' ')})."
    )
    return textwrap.fill(line, WIDTH)


def _chain_end(chain: Record) -> str:
    """The rule about the end of the chain where it holds; where it does not, a note tells it."""
    end = chain["chain_end"]
    return textwrap.fill(end["text"], WIDTH) if end["holds"] else ""


def _zone_of_years(summary: Record) -> str:
    """Whom the path counts as the zone where the day of the run counts others."""
    for record in summary["years"]["chains"].values():
        zone = other_zone(record, summary["zone"]) if record["touched"] else {}
        if zone:
            named = ", ".join(
                region if share >= 1.0 else f"{region} ({100 * share:.0f}%)" for region, share in zone.items()
            )
            text = f"Zone of the years: that of {record['years'][-1]}, in every year: {named}."
            return textwrap.fill(text, WIDTH)
    return ""


def _notes(summary: Record) -> str:
    notes = summary["notes"]
    shown = [textwrap.fill(f"- {note}", WIDTH, subsequent_indent="  ") for note in notes[:MOST_NOTES]]
    if len(notes) > MOST_NOTES:
        shown.append(f"- and {len(notes) - MOST_NOTES} more in summary.json")
    return "\n".join(["Notes and warnings", *shown]) if shown else ""


def _places(folder: Path, network_files: Sequence[Path], chain: Record) -> str:
    lines = [f"Results: {folder}", f"Report:  {folder / 'report.html'}"]
    lines += [f"Network: {path}" for path in network_files]
    region = next(iter(_inside(chain)), chain["zone"]["rival"])
    figure = f"Price|Effective|{chain['stages'][-1]['commodity']}"
    lines.append(f'Explain a number: footwall why {folder} "{figure}" --region {region}')
    return "\n".join(lines)


def _marked_price(stage: Record) -> str:
    return f"{_price(stage['price_policy'])}{MARK if stage['price_caveat'] else ''}"


def _price(value: float) -> str:
    if value >= LARGE:
        return f"{value:,.0f}"
    return f"{value:,.1f}" if value > 0.0 else NO_FIGURE
