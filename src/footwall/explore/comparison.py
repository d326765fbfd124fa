"""Results of several rulebooks on one baseline, figure by figure.

Every figure is taken from the summaries as they are; nothing is solved again. A difference is that of the
central values against the first result. It has no range: the two ranges come from the same draws, so that
their ends must not be subtracted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from footwall.errors import NotComparable
from footwall.explore.comparability import cautions, refuse_incomparable
from footwall.explore.compared import Compared, Named
from footwall.explore.comparison_years import years_apart, years_of_chain
from footwall.explore.result_folder import ReadChain, ReadResult, Record, read_results

HEADLINE, OUTPUT, PRICE, RIVAL_SHARE, GAIN, LEAKAGE, YEARS = (
    "headline", "output", "price", "rival share", "gain in the zone", "leakage", "years",
)  # fmt: skip
TABLES = (HEADLINE, OUTPUT, PRICE, RIVAL_SHARE, GAIN, LEAKAGE, YEARS)
PAYERS = {
    "users": "Final users",
    "treasuries": "Treasuries",
    "holders of rents": "Holders of rents",
    "funds": "Funds",
    "lump sums of users": "Lump sums of users",
}
ALL_TOGETHER = "All together"


@dataclass(frozen=True)
class Line:
    """One figure of all results, in their order; None where a result lacks it.

    ``item`` identifies it within its table, ``text`` names it.
    """

    chain: str
    table: str
    item: str
    text: str
    unit: str
    found: tuple[Compared | None, ...]

    def difference(self, place: int) -> float | None:
        """Central value of a result minus that of the first."""
        first, other = self.found[0], self.found[place]
        return None if first is None or other is None else other.value - first.value

    @property
    def moves(self) -> bool:
        """True if any result has something else than zero here."""
        return any(item is not None and item.moves for item in self.found)


@dataclass(frozen=True, eq=False)
class Comparison:
    """All lines of the chains that at least one rulebook moves."""

    results: tuple[ReadResult, ...]
    chains: tuple[ReadChain, ...]
    """For their names; the records are those of the first result that has the chain."""
    lines: tuple[Line, ...]
    untouched: tuple[str, ...]
    """Names of chains that no result moves."""
    cautions: tuple[str, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(item.label for item in self.results)

    def table(self, chain: str, table: str) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.chain == chain and line.table == table)


def compare(folders: Sequence[str | Path]) -> Comparison:
    """Read and compare result folders, at least two.

    Raises OutputError for a folder that is no result, NotComparable where the baselines differ.
    """
    places = [Path(folder) for folder in folders]
    _refuse_too_few(places)
    results = read_results(places)
    refuse_incomparable(results)
    chains: dict[str, ReadChain] = {}
    for item in results:
        for chain in item.chains:
            chains.setdefault(chain.chain, chain)
    lines = {name: tuple(_lines(results, name)) for name in chains}
    moved = [name for name, found in lines.items() if any(line.moves for line in found)] or list(chains)[:1]
    return Comparison(
        results=results,
        chains=tuple(chains[name] for name in moved),
        lines=tuple(line for name in moved for line in lines[name]),
        untouched=tuple(chain.name for name, chain in chains.items() if name not in moved),
        cautions=(*cautions(results), *filter(None, (years_apart(results),))),
    )


def _refuse_too_few(folders: Sequence[Path]) -> None:
    if len(folders) < 2:
        raise NotComparable("Give at least two result folders: footwall compare DIR DIR.")
    seen: dict[Path, Path] = {}
    for folder in folders:
        if folder.resolve() in seen:
            raise NotComparable(f"{folder} is given twice. Give each result folder once.")
        seen[folder.resolve()] = folder


def _lines(results: Sequence[ReadResult], chain: str) -> Iterator[Line]:
    found = [item.chain(chain) for item in results]
    yield from _gathered(chain, HEADLINE, [_headline(item) for item in found])
    for table, field in ((OUTPUT, "zone_output"), (PRICE, "price"), (RIVAL_SHARE, "rival_share")):
        yield from _gathered(chain, table, [_stages(item, field) for item in found])
    yield from _gathered(chain, GAIN, [_gains(item) for item in found])
    yield from _gathered(chain, LEAKAGE, [_leakage(item) for item in found])
    if all("years" in item.summary for item in results) and not years_apart(results):
        yield from _gathered(chain, YEARS, [years_of_chain(item, chain) for item in results])


def _gathered(chain: str, table: str, by_result: Sequence[Iterable[Named]]) -> Iterator[Line]:
    """One line an item, in the order of the result that has most."""
    listed = [tuple(named) for named in by_result]
    found: dict[str, tuple[str, str, dict[int, Compared]]] = {}
    for place in sorted(range(len(listed)), key=lambda place: -len(listed[place])):
        for item, text, unit, figure in listed[place]:
            found.setdefault(item, (text, unit, {}))[2][place] = figure
    for item, (text, unit, figures) in found.items():
        yield Line(
            chain, table, item, text, unit, tuple(figures.get(place) for place in range(len(by_result)))
        )


def _headline(chain: ReadChain | None) -> Iterator[Named]:
    for number in chain.headline if chain else ():
        yield number["figure"], number["text"], number["unit"], _ranged(number)


def _stages(chain: ReadChain | None, field: str) -> Iterator[Named]:
    for stage in chain.stages if chain else ():
        change = stage[f"{field}_change"]
        if change is not None:
            before, after = stage[f"{field}_baseline"], stage[f"{field}_policy"]
            yield str(stage["commodity"]), stage["name"], change["unit"], _ranged(change, before, after)


def _ranged(record: Record, before: float | None = None, after: float | None = None) -> Compared:
    return Compared(float(record["value"]), record["low"], record["high"], before, after)


def _gains(chain: ReadChain | None) -> Iterator[Named]:
    """Gains inside the zone: producers by stage, then users, treasuries and holders of rents, and the sum."""
    sums: dict[tuple[str, str], float] = {}
    records: Sequence[Record] = chain.who_pays if chain else ()
    for record in records:
        who: str = record["who"]
        key, text = (
            (f"producers|{record['group']}", f"Producers: {record['group']}")
            if who == "producers"
            else (who, PAYERS.get(who, who))
        )
        sums[key, text] = sums.get((key, text), 0.0) + record["zone"]
    unit = records[0]["unit"] if records else ""
    for (key, text), value in sums.items():
        yield key, text, unit, Compared(value)
    if sums:
        yield "all", ALL_TOGETHER, unit, Compared(sum(sums.values()))


def _leakage(chain: ReadChain | None) -> Iterator[Named]:
    """Outside content by good and element: a magnet holds three of them."""
    names: dict[str, str] = {stage["commodity"]: stage["name"] for stage in chain.stages} if chain else {}
    for record in chain.leakage if chain else ():
        commodity, element = str(record["commodity"]), str(record["element"])
        figure = Compared(record["change"]["total"], before=record["baseline"], after=record["policy"])
        text = f"{names.get(commodity, commodity)}: {element}"
        yield f"{commodity}|{element}", text, record["unit"], figure
