"""The levy of a floor: instrument, comparison, cap, exporters' share, tariff-rate quota.

The gap is the distance from the floor F to the compared price U; ``footwall.rulebook.levy`` holds its
arithmetic.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, ValidationInfo, field_serializer, field_validator, model_validator
from pydantic_core import PydanticCustomError

from footwall.rulebook.amounts import (
    AnnualTonnage,
    Rate,
    Share,
    UnitPrice,
    read_price,
    read_rate,
    read_share,
    share_schema,
    text_schema,
    with_range,
    write,
)
from footwall.rulebook.clause_model import Clause
from footwall.rulebook.term_schema import PhaseIn, Steps

Instrument = Literal[
    "variable", "minimum_import_price", "ad_valorem", "specific", "compound", "tariff_rate_quota"
]
CapBasis = Literal["customs_value", "floor", "specific"]

ON_THE_GAP = ("variable", "minimum_import_price")
"""Instruments whose levy follows the gap to the floor."""


def _cap_value_schema(schema: dict[str, Any]) -> None:
    either = {"anyOf": [*share_schema(minimum=0)["anyOf"], text_schema("20 USD/kg", "price")]}
    schema["anyOf"] = [*with_range(either)["anyOf"], {"type": "null"}]


class Cap(Clause):
    """The most that a levy may take. ``value`` left out means no numeric limit."""

    of: CapBasis = Field(
        default="customs_value",
        description="What the cap is measured on: a share of the customs value, a share of the floor, "
        "or a specific amount.",
    )
    value: float | None = Field(
        default=None,
        description="Share such as 35% (customs_value, floor) or price such as 20 USD/kg (specific); "
        "empty: no limit. Held as fraction or USD/t.",
        json_schema_extra=_cap_value_schema,
    )

    @field_validator("value", mode="plain")
    @classmethod
    def _in_the_unit_of_its_basis(cls, value: Any, info: ValidationInfo) -> float | None:
        if value is None:
            return None
        return read_price(value) if info.data.get("of") == "specific" else read_rate(value)

    @field_serializer("value", when_used="json-unless-none")
    def _with_unit(self, value: float) -> Any:
        return write(value)


class OutOfQuota(Clause):
    """What tonnes beyond a tariff-rate quota pay."""

    rate: Rate | None = Field(default=None, description="Ad valorem rate on the customs value, such as 25%.")
    amount: UnitPrice | None = Field(
        default=None, description="Specific amount, such as 20 USD/kg. Held as USD/t."
    )


class TariffRateQuota(Clause):
    """A yearly volume free of the charge; tonnes beyond it pay ``out_of_quota``."""

    volume: AnnualTonnage | None = Field(
        default=None,
        description="Tonnes a year over all origins that the instrument covers, such as 5000 t/year.",
    )
    share_of_base: Rate | None = Field(
        default=None, description="Volume as a share of base-year imports of the same origins, such as 75%."
    )
    out_of_quota: OutOfQuota = Field(description="Charge on tonnes beyond the volume.")
    allocation: Literal["importers", "auction", "exporters"] = Field(
        default="importers",
        description="Who gets the quota rent: importers who hold licences, the treasury by auction, or "
        "exporters.",
    )


def _is_whole(value: Any) -> bool:
    try:
        return read_share(value) == 1.0
    except PydanticCustomError:
        return True  # the field itself tells what is wrong


class Levy(Clause):
    """How a floor is enforced at the border."""

    instrument: Instrument = Field(
        default="variable",
        description="variable: levy on the gap. minimum_import_price: exporters raise their invoice to "
        "the floor and "
        "keep the gap. ad_valorem, specific, compound: a fixed charge, the floor is only a reference. "
        "tariff_rate_quota: a volume enters free.",
    )
    compared: Literal["transaction", "reference"] = Field(
        default="transaction",
        description="Price compared with the floor: the entry's own, or the published outside price of the "
        "commodity, so that cheap lots stay cheaper.",
    )
    compared_with: Literal["before_duty", "duty_paid"] = Field(
        default="before_duty", description="Whether other duties count towards the compared price."
    )
    cumulation: Literal["add", "absorb", "max"] = Field(
        default="add",
        description="add: levy on top of other duties. absorb: other duties are deducted from it. max: "
        "only the "
        "greater of levy and duties is collected.",
    )
    mode: Literal["A", "B"] = Field(
        default="A",
        description="A: the price before duty reaches the floor. B: the gap is grossed up by (1 + ad "
        "valorem duty).",
    )
    top_up: Share = Field(default=1.0, description="Share of the gap that is levied, 0 to 1.")
    dead_band: Share = Field(
        default=0.0,
        description="Share of the floor inside which nothing is due; below it the gap runs to the edge "
        "of the band.",
    )
    cap: Cap = Field(default=Cap(), description="The most that the levy may take.")
    omega: Share = Field(
        default=0.0,
        description="Share of the gap that exporters keep by raising their invoice: 0 a pure levy, "
        "1 a minimum import price.",
    )
    rent_to: Literal["exporters", "state", "producer"] = Field(
        default="exporters", description="Who in the exporting region receives what exporters keep."
    )
    rate: Rate | None = Field(
        default=None, description="Ad valorem rate (ad_valorem, compound), such as 25%."
    )
    amount: UnitPrice | None = Field(
        default=None, description="Specific amount (specific, compound), such as 20 USD/kg. Held as USD/t."
    )
    tariff_rate_quota: TariffRateQuota | None = Field(
        default=None, description="Volume, charge and allocation of the instrument tariff_rate_quota."
    )
    steps: Steps | None = Field(
        default=None,
        description="A cliff below which a maximum is charged in place of the gap; empty: the gap alone.",
    )
    phase_in: tuple[PhaseIn, ...] = Field(
        default=(), description="Shares of the levy by first day; empty: all of it from the start."
    )

    @model_validator(mode="before")
    @classmethod
    def _minimum_import_price_leaves_the_gap_to_exporters(cls, data: Any) -> Any:
        if not isinstance(data, dict) or data.get("instrument") != "minimum_import_price":
            return data
        if "omega" not in data:
            return {**data, "omega": 1.0}
        if not _is_whole(data["omega"]):
            allowed = "omega 1, or no omega; instrument variable shares the gap"
            raise PydanticCustomError(
                "omega", "{allowed}", {"allowed": allowed, "field": "omega", "code": "LEVY-7"}
            )
        return data

    @property
    def follows_gap(self) -> bool:
        """True where the levy depends on the distance to the floor."""
        return self.instrument in ON_THE_GAP
