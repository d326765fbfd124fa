"""A rival's playbook in plain words: what it does, on which result, after how long, how far."""

from __future__ import annotations

from collections.abc import Iterator

from footwall.rulebook.measure_words import terms_words
from footwall.rulebook.rival_schema import (
    RefundVat,
    Response,
    Restrict,
    Retaliate,
    Rival,
    Undercut,
)
from footwall.rulebook.wording import share, term, yearly


def rival_words(rival: Rival | None) -> Iterator[str]:
    """Sentences on the playbook; those after the first are indented."""
    if rival is None:
        return
    yield f"{rival.by} responds to what happened, once a year:"
    for response in rival.responses:
        dated = f"{',' if term(response) else ''}{term(response)}"
        yield f"  {_condition(response)}{_does(response)}{dated}."
        if response.why:
            yield f"    {response.why}"


_RESULTS = {
    "zone_output": "the zone's output of {good}",
    "zone_output_share": "the zone's share of world output of {good}",
    "zone_capacity": "the zone's capacity for {good}",
    "new_capacity": "the zone's capacity for {good} beyond that of the base year",
    "import_reliance": "the share of the zone's use of {good} that came from outside",
    "outside_price": "the price at which the zone bought {good} outside",
    "rival_share": "its own share of world output of {good}",
    "floor_binding": "the share of the zone's purchases of {good} outside on which the floor bound",
}


def _condition(response: Response) -> str:
    when = response.when
    if when is None:
        return "Whatever happens, it "
    years = "A year" if response.lag_years == 1 else f"{response.lag_years} years"
    result = _RESULTS[when.variable].format(good=when.commodity or "the same commodity")
    value = f"{when.value:g}{'' if when.unit == '%' else ' '}{when.unit}"
    return f"{years} after {result} was {when.op.replace('_', ' ')} {value}, it "


def _does(response: Response) -> str:
    if isinstance(response, Undercut):
        goods = ", ".join(response.commodities)
        return (
            f"sells {goods} up to {share(response.at_most)} below its price, as far as keeps the value of "
            "entrants' projects below zero"
        )
    if isinstance(response, Restrict):
        return _restricts(response)
    if isinstance(response, RefundVat):
        kept = f"all but {share(response.kept)} of" if response.kept else "the"
        return f"refunds {kept} value-added tax on exports of {', '.join(response.commodities)}"
    return terms_words(response.measure) if isinstance(response, Retaliate) else response.kind


def _restricts(response: Restrict) -> str:
    goods, to = ", ".join(response.commodities), ", ".join(response.destinations) or "every destination"
    if response.approval is not None:
        return f"licenses {share(response.approval)} of base exports of {goods} to {to}"
    limit = yearly(response.quota) if response.quota is not None else ""
    each = " for each commodity" if len(response.commodities) > 1 else ""
    return f"limits exports of {goods} to {to} together to {limit}{each}"
