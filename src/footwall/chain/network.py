"""The physical network of one chain in its base year: commodities, markets, processes, uses, arcs.

A network holds quantities, recipes, base prices and behavioural parameters. It knows nothing of policy:
charges, quotas and floors come from ``footwall.enacted``. All values are frozen; arrays are float64 and
read-only by convention.

Units: quantities t/year on the commodity's own basis, prices and unit charges USD/t, shares in [0, 1].
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

ProcessKind = Literal["mine", "processor", "recycler"]


@dataclass(frozen=True)
class Estimate:
    """A parameter with its range, source key and grade (measured, reported, estimated, assumed)."""

    value: float
    low: float
    high: float
    source: str
    grade: str


@dataclass(frozen=True)
class Commodity:
    """A traded good at one stage; ``contents`` gives t of each tracked element per t of the commodity."""

    id: str
    name: str
    mineral: str
    stage: str
    unit: str
    hs6: tuple[str, ...]
    contents: Mapping[str, float]


@dataclass(frozen=True)
class Market:
    """An origin's FOB market: a commodity in a region that has capacity to make it."""

    commodity: str
    region: str
    base_price: float
    """USD/t, FOB without value-added tax, base year (or re-anchored)."""

    @property
    def name(self) -> str:
        return f"{self.commodity}@{self.region}"


@dataclass(frozen=True)
class Process:
    """A recipe run in one region; one unit of activity is one t of the first output.

    ``inputs`` and ``outputs`` are (commodity, t per unit activity). ``losses`` names t of each tracked
    element lost per unit activity, so that inputs = outputs + losses for every element (mines take their
    element from the ground: their losses are zero and their inputs empty).
    """

    id: str
    kind: ProcessKind
    region: str
    inputs: tuple[tuple[str, float], ...]
    outputs: tuple[tuple[str, float], ...]
    losses: Mapping[str, float]
    activity: float
    """t/year of the first output in the base year."""
    capacity: float
    """t/year of the first output."""
    supply_elasticity: Estimate
    """Elasticity of output to price (mines only; processors are calibrated on their margin)."""
    avoidable_share: Estimate
    """Avoidable cost as a share of the base margin m0."""


@dataclass(frozen=True)
class Use:
    """Final use of a commodity by one sector in one region."""

    sector: str
    commodity: str
    region: str
    quantity: float
    elasticity: Estimate
    """ε > 0 in D = D0·(P/P0)^−ε."""
    choke_ratio: Estimate
    """Choke price over P0; use falls linearly to zero at 1.25 times it."""


@dataclass(frozen=True)
class Arc:
    """A possible shipment of a commodity from an origin market to a destination."""

    commodity: str
    origin: str
    destination: str
    flow: float
    """t/year in the base year (small gravity prior where no trade was recorded; never zero)."""
    freight: float
    """Freight and insurance, USD/t."""
    prior: bool = False
    """True where the base flow is a gravity prior, not a record."""

    @property
    def name(self) -> str:
        return f"{self.commodity}:{self.origin}>{self.destination}"


@dataclass(frozen=True)
class Network:
    """A balanced base year.

    Invariants (checked by ``chain.build``): every arc starts at a market and ends where a process or use
    buys; output of each market equals the sum of its arcs; purchases of each (commodity, destination)
    equal the sum of its arcs; every recipe conserves each tracked element.
    """

    chain: str
    year: int
    elements: tuple[str, ...]
    regions: tuple[str, ...]
    commodities: tuple[Commodity, ...]
    markets: tuple[Market, ...]
    processes: tuple[Process, ...]
    uses: tuple[Use, ...]
    arcs: tuple[Arc, ...]
    theta: Mapping[str, Estimate]
    """Sourcing sensitivity θ by commodity."""
    aggregate_members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Members of aggregate regions, e.g. EU27 -> (AUT, BEL, ...)."""

    def commodity(self, identifier: str) -> Commodity:
        for commodity in self.commodities:
            if commodity.id == identifier:
                return commodity
        raise KeyError(identifier)
