"""Reference prices, ranges and terms with faults, marked as in ``bad_rulebooks``."""
# ruff: noqa: E501 (a mark stands on the line that it describes)

from __future__ import annotations

HEAD = "name: x\nzone: {members: [USA]}\nfloors:\n  ndpr_oxide:\n"

BAD_PRICES: dict[str, str] = {
    "an unknown method": HEAD
    + "    reference: {method: cost_plsu, cost: 75 USD/kg}  #! RULEBOOK-12 floors.ndpr_oxide.reference.method | 'cost_plus'\n",
    "a key of another method": HEAD
    + """\
    reference:
      method: incentive_price
      capex: 90 USD/kg
      opex: 45 USD/kg
      life_years: 20
      hurdle_rate: 15%
      hurdle: 15%  #! RULEBOOK-9 floors.ndpr_oxide.reference.hurdle | 'hurdle_rate'
""",
    "part of a year of life": HEAD
    + """\
    reference:
      method: incentive_price
      capex: 90 USD/kg
      opex: 45 USD/kg
      life_years: 20.5  #! RULEBOOK-11 floors.ndpr_oxide.reference.life_years | whole number
      hurdle_rate: 15%
""",
    "a life of no year": HEAD
    + """\
    reference:
      method: incentive_price
      capex: 90 USD/kg
      opex: 45 USD/kg
      life_years: 0  #! RULEBOOK-8 floors.ndpr_oxide.reference.life_years | at least 1
      hurdle_rate: 15%
""",
    "a life of centuries": HEAD
    + """\
    reference:
      method: incentive_price
      capex: 90 USD/kg
      opex: 45 USD/kg
      life_years: 200  #! RULEBOOK-8 floors.ndpr_oxide.reference.life_years | at most 60
      hurdle_rate: 15%
""",
    "a base period in words": HEAD
    + """\
    reference:
      method: indexed_basket
      price: 110 USD/kg
      base: last June  #! RULEBOOK-11 floors.ndpr_oxide.reference.base | '2024-06'
      weights: {coal: 40%}
""",
    "an unknown key in a range": HEAD
    + """\
    reference:
      price:
        value: 110 USD/kg
        lo: 95 USD/kg  #! RULEBOOK-9 floors.ndpr_oxide.reference.price.lo | 'low'
        high: 125 USD/kg
""",
    "a range without a low": HEAD
    + """\
    reference:
      price: {value: 110 USD/kg, high: 125 USD/kg}  #! RULEBOOK-10 floors.ndpr_oxide.reference.price.low | 'low'
""",
    "a range with another unit": HEAD
    + """\
    reference:
      price:
        value: 110 USD/kg
        low: 95 EUR/kg  #! RULEBOOK-7 floors.ndpr_oxide.reference.price.low | USD/kg
        high: 125 USD/kg
""",
    "a range beside its value": HEAD
    + """\
    reference:
      price:
        value: 110 USD/kg
        low: 115 USD/kg  #! RULEBOOK-20 floors.ndpr_oxide.reference.price.low | at most the value
        high: 125 USD/kg
""",
    "a range below its value": HEAD
    + """\
    reference:
      price:
        value: 110 USD/kg
        low: 90 USD/kg
        high: 100 USD/kg  #! RULEBOOK-20 floors.ndpr_oxide.reference.price.high | at least the value
""",
    "a cost stated and built up": HEAD
    + """\
    reference:
      method: cost_plus
      cost: 75 USD/kg
      maker: USA  #! REFERENCE-10 floors.ndpr_oxide.reference.maker | no maker
""",
    "a cost from nowhere": HEAD
    + """\
    reference:  #! REFERENCE-10 floors.ndpr_oxide.reference | maker
      method: cost_plus
      margin: 10%
""",
    "a blend of nine tenths": HEAD
    + """\
    reference:
      method: blend
      of:  #! REFERENCE-11 floors.ndpr_oxide.reference.of | 100%
        - {weight: 50%, reference: {price: 100 USD/kg}}
        - {weight: 40%, reference: {price: 120 USD/kg}}
""",
    "a basket of more than all": HEAD
    + """\
    reference:
      method: indexed_basket
      price: 110 USD/kg
      base: "2024"
      weights: {coal: 60%, crude_oil: 50%}  #! REFERENCE-11 floors.ndpr_oxide.reference.weights | 100%
""",
    "a blend of two bases": HEAD
    + """\
    reference:
      method: blend
      of:
        - weight: 100%
          reference: {price: 100 USD/kg, basis: FOB}  #! REFERENCE-12 floors.ndpr_oxide.reference.of.0.reference.basis | CIF
""",
    "a blend with tax of its own": HEAD
    + """\
    reference:
      method: blend
      vat: included  #! REFERENCE-12 floors.ndpr_oxide.reference.vat | parts
      vat_rate: 13%
      of: [{weight: 100%, reference: {price: 100 USD/kg}}]
""",
    "tax in quotes": HEAD
    + """\
    reference:
      method: moving_average_band
      market: China export
      window_months: 12
      below: 10%
      vat: included  #! REFERENCE-14 floors.ndpr_oxide.reference.vat | excluded
      vat_rate: 13%
""",
    "a market that nobody quotes": HEAD
    + """\
    reference:
      method: moving_average_band
      market: China exports  #! REFERENCE-13 floors.ndpr_oxide.reference.market | 'China export'
      window_months: 12
      below: 10%
""",
    "an index that nobody publishes": HEAD
    + """\
    reference:
      method: indexed_basket
      price: 110 USD/kg
      base: "2024"
      weights:
        coall: 40%  #! REFERENCE-13 floors.ndpr_oxide.reference.weights.coall | 'coal'
""",
    "a rival that is no region": HEAD
    + """\
    reference:
      method: cost_curve_percentile
      percentile: 90%
      rivals: [CHI]  #! RULEBOOK-17 floors.ndpr_oxide.reference.rivals.0 | 'CHN'
""",
    "an input that is no commodity": HEAD
    + """\
    reference:
      price: 110 USD/kg
      staleness:
        then:
          method: cost_plus
          maker: USA
          inputs:
            ndpr_oxyde: 60 USD/kg  #! RULEBOOK-18 floors.ndpr_oxide.reference.staleness.then.inputs.ndpr_oxyde | 'ndpr_oxide'
""",
    "an unknown end of a stale price": HEAD
    + """\
    reference:
      price: 110 USD/kg
      staleness: {max_age: 90 days, then: suspended}  #! RULEBOOK-12 floors.ndpr_oxide.reference.staleness.then | 'suspend'
""",
    "a ceiling twice": HEAD
    + """\
    reference: {price: 110 USD/kg}
    ceiling: {price: 150 USD/kg, above: 20%}  #! FLOOR-9 floors.ndpr_oxide.ceiling | one of price and above
""",
    "a ceiling beside that of the band": HEAD
    + """\
    reference: {method: moving_average_band, market: China export, window_months: 12, below: 5%, above: 5%}
    ceiling: {price: 150 USD/kg}  #! FLOOR-9 floors.ndpr_oxide.ceiling | moving-average band
""",
    "a preference for nobody known": HEAD
    + """\
    reference: {price: 110 USD/kg}
    preferences: [{origins: [VNN], floor: 90%}]  #! RULEBOOK-17 floors.ndpr_oxide.preferences.0.origins.0 | 'VNM'
""",
    "a cliff at the floor": HEAD
    + """\
    reference: {price: 110 USD/kg}
    levy:
      steps: {cliff: 100%, maximum: 20 USD/kg}  #! LEVY-14 floors.ndpr_oxide.levy.steps.cliff | below 100%
""",
    "a cliff without a maximum": HEAD
    + """\
    reference: {price: 110 USD/kg}
    levy:
      steps: {cliff: 92%, maximum: 0 USD/kg}  #! LEVY-14 floors.ndpr_oxide.levy.steps.maximum | above zero
""",
    "a cliff beside a raised invoice": HEAD
    + """\
    reference: {price: 110 USD/kg}
    levy:
      omega: 50%  #! LEVY-16 floors.ndpr_oxide.levy.omega | omega 0
      steps: {cliff: 92%, maximum: 20 USD/kg}
""",
    "a phase-in backwards": HEAD
    + """\
    reference: {price: 110 USD/kg}
    levy:
      phase_in:
        - {from: 2028-01-01, share: 50%}
        - {from: 2027-01-01, share: 100%}  #! LEVY-15 floors.ndpr_oxide.levy.phase_in.1.from | 2028-01-01
""",
    "a sunset in another unit": HEAD
    + """\
    reference: {price: 110 USD/kg}
    sunset:
      when:
        variable: zone_output
        op: at_least
        value: 20000
        unit: USD/kg  #! RULEBOOK-7 floors.ndpr_oxide.sunset.when.unit | t/year
""",
    "a sunset on an unknown figure": HEAD
    + """\
    reference: {price: 110 USD/kg}
    sunset:
      when:
        variable: zone_ouput  #! RULEBOOK-12 floors.ndpr_oxide.sunset.when.variable | 'zone_output'
        op: at_least
        value: 20000
        unit: t/year
""",
    "an act without a name": HEAD
    + """\
    reference: {price: 110 USD/kg}
    legal_basis: {expires: 2027-01-01}  #! RULEBOOK-10 floors.ndpr_oxide.legal_basis.text | 'text'
""",
}
