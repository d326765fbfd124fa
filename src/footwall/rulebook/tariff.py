"""Fixed charges: ad valorem, specific, compound (TARIFF-1), and the books of a tariff-rate quota (QUOTA-1,
-2).

Same arithmetic and limits as ``footwall.rulebook.levy``.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from footwall.rulebook.arithmetic import Number


def compound(customs_value: Number, ad_valorem: Number, specific: Number) -> Number:
    """Charge per unit: rate on the customs value plus amount; either may be 0."""
    return ad_valorem * customs_value + specific


def beyond_quota(imports: Number, volume: Number) -> Number:
    """Tonnes that pay the out-of-quota charge: max(0, M − Q)."""
    return max(imports - volume, 0 * imports)


def within_quota(imports: Number, volume: Number) -> Number:
    """Tonnes that enter free and bear the quota rent: min(M, Q)."""
    return min(imports, volume)
