"""What results must have in common before their difference means something.

The difference of two policies is a difference of rulebooks only if both stand on the same baseline: the same
facts, base year, day of the law and prices, and in consequence the same baseline prices and output. What
differs there is refused. What does not touch the baseline (members, draws, seeds) is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations

from footwall.errors import NotComparable
from footwall.explore.result_folder import ReadResult
from footwall.runs.sentences import listed

SAME = 1e-6
"""Relative difference up to which two baselines are one."""
BASELINE_VARIABLES = ("Price|FOB|", "Output|")
OF_A_ZONE = "Zone"
SHORT_HASH = 12

Told = Callable[[ReadResult], str]
Zone = Mapping[str, dict[str, float]]
"""Members and associates, each a region to the share of it that is inside."""
_MUST_AGREE: tuple[tuple[str, Told, str], ...] = (
    ("fact tables (SHA-256)", lambda item: str(item.manifest["facts_sha256"])[:SHORT_HASH], ""),
    ("base year", lambda item: str(item.summary["base_year"]), ""),
    ("day of the law", lambda item: str(item.summary["as_of"]), "--year"),
    ("prices", lambda item: _prices(item), "--prices"),  # noqa: PLW0108 - defined below
)


def refuse_incomparable(results: Sequence[ReadResult]) -> None:
    """Raise NotComparable with everything that keeps the results from being compared."""
    reasons = list(_disagreements(results)) or list(_other_baselines(results))
    if reasons:
        raise NotComparable(
            "These results cannot be compared, because they do not share a baseline:\n"
            + "\n".join(f"- {reason}" for reason in reasons)
            + "\nRun them again with the same version, facts, --year and --prices."
        )


def cautions(results: Sequence[ReadResult]) -> tuple[str, ...]:
    """Sentences on what differs without touching the baseline."""
    found = (_zones, _chains, _draws, _versions, _twins)
    return tuple(sentence for caution in found for sentence in caution(results))


def _disagreements(results: Sequence[ReadResult]) -> Iterator[str]:
    for name, told, option in _MUST_AGREE:
        values = [told(item) for item in results]
        if len(set(values)) > 1:
            listed = ", ".join(f"{item.label} {value}" for item, value in zip(results, values, strict=True))
            yield f"{name}{f' ({option})' if option else ''}: {listed}"


def _prices(item: ReadResult) -> str:
    given = item.manifest["prices_usd_per_t"]
    if not given:
        return "of the base year"
    return "; ".join(f"{name} {price / 1000.0:,.2f} USD/kg" for name, price in sorted(given.items()))


def _other_baselines(results: Sequence[ReadResult]) -> Iterator[str]:
    """Results whose baseline figures differ although they were asked for alike.

    Chains that a rulebook does not touch may be missing from its result.
    """
    first = results[0]
    expected = _baseline(first)
    for other in results[1:]:
        found = _baseline(other)
        both = expected.keys() & found.keys()
        apart = {key: abs(expected[key] - found[key]) / max(abs(expected[key]), 1.0) for key in both}
        worst = max(apart, key=lambda key: apart[key], default=None)
        if worst is not None and apart[worst] > SAME:
            yield (
                f"baseline {worst[0]} of {worst[1]}: {expected[worst]:,.6g} in {first.label}, "
                f"{found[worst]:,.6g} in {other.label}"
            )


def _baseline(item: ReadResult) -> dict[tuple[str, str], float]:
    found = {
        (row.variable, row.region): row.value
        for row in item.rows
        if row.scenario == "baseline"
        and row.region != OF_A_ZONE
        and row.variable.startswith(BASELINE_VARIABLES)
    }
    if not found:
        raise NotComparable(f"{item.folder / 'results.csv'} holds no baseline. Run the rulebook again.")
    return found


def _zones(results: Sequence[ReadResult]) -> Iterator[str]:
    first = results[0]
    ours = first.summary["zone"]
    for other in results[1:]:
        theirs = other.summary["zone"]
        apart = [
            f"only {item.label}: {', '.join(added)}"
            for item, added in (
                (first, _beside(ours, theirs)),
                (other, _beside(theirs, ours)),
            )
            if added
        ]
        if apart:
            yield (
                f"{first.label} and {other.label} have different members ({'; '.join(apart)}): figures of "
                "the zone are about different countries."
            )
    rivals = {item.label: _rivals(item.summary["zone"]["rivals"]) for item in results}
    if len(set(rivals.values())) > 1:
        listed = ", ".join(f"{label} {rival}" for label, rival in rivals.items())
        yield f"The rival differs: {listed}."


def _rivals(by_chain: dict[str, str]) -> str:
    """The rival of all chains, or that of each."""
    if len(set(by_chain.values())) == 1:
        return next(iter(by_chain.values()))
    return "; ".join(f"{rival} ({chain})" for chain, rival in by_chain.items())


def _beside(one: Zone, other: Zone) -> list[str]:
    """Members and associates of one zone that the other lacks or holds a different share of."""
    associates = _apart(one["associates"], other["associates"])
    beside = [f"as associates {', '.join(associates)}"] if associates else []
    return [*_apart(one["members"], other["members"]), *beside]


def _apart(one: dict[str, float], other: dict[str, float]) -> list[str]:
    return [
        region if share >= 1.0 else f"{region} ({100.0 * share:.0f}%)"
        for region, share in one.items()
        if other.get(region) != share
    ]


def _chains(results: Sequence[ReadResult]) -> Iterator[str]:
    names = {chain.chain: chain.name for item in results for chain in item.chains}
    for chain, name in names.items():
        without = [item.label for item in results if item.chain(chain) is None]
        if without:
            yield f"{name}: no figures from {', '.join(without)}; a run leaves out chains it does not touch."


def _draws(results: Sequence[ReadResult]) -> Iterator[str]:
    idle = [item for item in results if not item.touched]
    if idle and len(idle) < len(results):
        named = listed([item.label for item in idle])
        yield f"{named} changes nothing on {idle[0].summary['as_of']}, so that figures of that day are 0."
    without = [item.label for item in results if not item.converged_draws and item not in idle]
    if without and len(without) < len(results):
        yield f"No ranges were drawn for {', '.join(without)}."
    drawn = {(item.manifest["seed"], item.manifest["draws"]) for item in results if item.converged_draws}
    if len(drawn) > 1:
        yield "The ranges come from different draws (number or seed); compare their widths with care."


def _versions(results: Sequence[ReadResult]) -> Iterator[str]:
    versions = {str(item.manifest["model"]) for item in results}
    if len(versions) > 1:
        yield f"The results come from {', '.join(sorted(versions))}; their baselines agree."


def _twins(results: Sequence[ReadResult]) -> Iterator[str]:
    for one, other in combinations(results, 2):
        if one.manifest["rulebook_sha256"] == other.manifest["rulebook_sha256"]:
            yield f"{one.label} and {other.label} hold the same rulebook."
