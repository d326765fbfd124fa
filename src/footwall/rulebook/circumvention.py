"""Anti-circumvention: surges of an origin, and invoices between related parties.

    x·max(M0, m·M)                volume that a surge test leaves alone    SURGE-1
    ω' = ω + (1 − ω)·r            share of the gap kept abroad             RELATED-1

M0 base-year imports of the origin, M those of all origins, m the least share that counts as a base, x the
multiple; ω the share of the gap that exporters keep, r the share of trade between related parties, who can
invoice at the floor and pass the difference back inside the group. Same arithmetic and limits as
``footwall.rulebook.levy``.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from footwall.rulebook.arithmetic import Number


def surge_volume(base: Number, above: Number, all_imports: Number, least: Number) -> Number:
    """Tonnes a year of one origin that no surge charge meets."""
    return above * max(base, least * all_imports)


def kept_share(omega: Number, related: Number) -> Number:
    """ω': the share of the gap that exporters keep once related parties invoice at the floor."""
    return omega + (1 - omega) * related
