"""Rulebooks with faults. ``#! CODE path | words`` on a line says which fault is told there, at which place."""
# ruff: noqa: E501 (a mark stands on the line that it describes)

from __future__ import annotations

from rulebook.bad_prices import BAD_PRICES
from rulebook.bad_stocks import BAD_STOCKS
from rulebook.bad_years import BAD_YEARS

BAD: dict[str, str] = {
    "origin by stage without a stage": """\
name: x
zone:
  members: [USA]
  origin:  #! ORIGIN-3 zone.origin | stage with rule made_in_stage
    rule: made_in_stage
""",
    "stage beside another origin rule": """\
name: x
zone:
  members: [USA]
  origin:
    rule: content
    stage: oxide  #! ORIGIN-3 zone.origin.stage | made_in_stage only
""",
    "stage that no commodity stands at": """\
name: x
zone:
  members: [USA]
  origin:
    rule: made_in_stage
    stage: oxid  #! ORIGIN-4 zone.origin.stage | 'oxide'
""",
    "tolerance by mass balance": """\
name: x
zone:
  members: [USA]
  origin:
    rule: content
    tolerance: 10%  #! ORIGIN-5 zone.origin.tolerance | adverse only
""",
    "tolerance of everything": """\
name: x
zone:
  members: [USA]
  origin:
    rule: content
    treatment: adverse
    tolerance: 100%  #! ORIGIN-5 zone.origin.tolerance | below 100%
""",
    "owners of a member state": """\
name: x
zone:
  members: [USA]
  origin: {owned_from: [DEU]}  #! RULEBOOK-17 zone.origin.owned_from.0 | EU27
""",
    "unknown key at the top": """\
name: x
flors: {}  #! RULEBOOK-9 flors | 'floors'
""",
    "unknown key in a floor": """\
name: x
zone: {members: [USA]}
floors:
  ndpr_oxide:
    reference: {price: 110 USD/kg}
    levi: {}  #! RULEBOOK-9 floors.ndpr_oxide.levi | 'levy'
""",
    "unknown key in a levy": """\
name: x
zone: {members: [USA]}
floors:
  ndpr_oxide:
    reference: {price: 110 USD/kg}
    levy:
      instrument: variable
      topup: 1  #! RULEBOOK-9 floors.ndpr_oxide.levy.topup | 'top_up'
""",
    "unknown key in a member": """\
name: x
zone:
  members:
    - region: USA
      since: 2027-01-01  #! RULEBOOK-9 zone.members.0.since | from, to, legal_basis, minerals
""",
    "key of a list on a member": """\
name: x
zone:
  members:
    - region: USA
      except: [DNK]  #! RULEBOOK-9 zone.members.0.except | region
""",
    "a mis-indented key": """\
name: x
zone: {members: [USA]}
floors:
  ndpr_oxide:
    reference: {price: 110 USD/kg}
    basis: CIF  #! RULEBOOK-9 floors.ndpr_oxide.basis | reference, levy
""",
    "no name": """\
version: "1"  #! RULEBOOK-10 name | the key 'name'
""",
    "no reference": """\
name: x
zone: {members: [USA]}
floors:
  ndpr_oxide:  #! RULEBOOK-10 floors.ndpr_oxide.reference | the key 'reference'
    levy: {instrument: variable}
""",
    "no out-of-quota charge": """\
name: x
zone: {members: [USA]}
tariffs:
  ndpr_oxide:
    tariff_rate_quota:  #! RULEBOOK-10 tariffs.ndpr_oxide.tariff_rate_quota.out_of_quota | out_of_quota
      volume: 5000 t/year
""",
    "version as a number": """\
name: x
version: 1.0  #! RULEBOOK-11 version | text | quotes
""",
    "empty name": """\
name: ""  #! RULEBOOK-11 name | not empty
""",
    "members as one word": """\
name: x
zone:
  members: USA  #! RULEBOOK-11 zone.members | a list
""",
    "floors as a list": """\
name: x
zone: {members: [USA]}
floors: [ndpr_oxide]  #! RULEBOOK-11 floors | a mapping
""",
    "a floor as a price": """\
name: x
zone: {members: [USA]}
floors:
  ndpr_oxide: 110 USD/kg  #! RULEBOOK-11 floors.ndpr_oxide | a mapping
""",
    "a measure without commodities": """\
name: x
measures:
  - {by: CHN, kind: ban, commodities: []}  #! RULEBOOK-11 measures.0.commodities | at least one
""",
    "a member that is a number": """\
name: x
zone:
  members: [840]  #! RULEBOOK-11 zone.members.0 | a mapping
""",
    "a key that is a number": """\
name: x
tariffs:
  280530: {ad_valorem: 25%}  #! RULEBOOK-11 tariffs | a key that is text
""",
    "unknown instrument": """\
name: x
zone: {members: [USA]}
floors:
  ndpr_oxide:
    reference: {price: 110 USD/kg}
    levy: {instrument: varible}  #! RULEBOOK-12 floors.ndpr_oxide.levy.instrument | 'variable'
""",
    "unknown basis": """\
name: x
zone: {members: [USA]}
floors:
  ndpr_oxide:
    reference: {price: 110 USD/kg, basis: DDP}  #! RULEBOOK-12 floors.ndpr_oxide.reference.basis | 'CIF' or 'FOB'
""",
    "unknown list": """\
name: x
zone:
  members: {list: frameworks-sined}  #! RULEBOOK-12 zone.members.list | 'frameworks-signed'
""",
    "unknown measure": """\
name: x
measures:
  - {by: CHN, kind: embargo, commodities: [ndpr_oxide]}  #! RULEBOOK-12 measures.0.kind | ban
""",
    "unknown schema version": """\
name: x
schema_version: "2"  #! RULEBOOK-12 schema_version | '1'
""",
    "real money": """\
name: x
money: real 2024  #! RULEBOOK-12 money | nominal
""",
    "a price without unit": """\
name: x
zone: {members: [USA]}
floors:
  ndpr_oxide:
    reference: {price: 110}  #! RULEBOOK-7 floors.ndpr_oxide.reference.price | USD/kg | unit is missing
""",
    "a price in another currency": """\
name: x
zone: {members: [USA]}
floors:
  ndpr_oxide:
    reference: {price: 110 EUR/kg}  #! RULEBOOK-7 floors.ndpr_oxide.reference.price | Money is in USD
""",
    "a price per unknown mass": """\
name: x
zone: {members: [USA]}
floors:
  ndpr_oxide:
    reference: {price: 110 USD/kilo}  #! RULEBOOK-7 floors.ndpr_oxide.reference.price | '110 USD/kilo'
""",
    "a price with a thousands separator": """\
name: x
zone: {members: [USA]}
floors:
  ndpr_oxide:
    reference: {price: "110,000 USD/t"}  #! RULEBOOK-7 floors.ndpr_oxide.reference.price | thousands
""",
    "a mass where a price is due": """\
name: x
zone: {members: [USA]}
tariffs:
  ndpr_oxide: {specific: 5 kg}  #! RULEBOOK-7 tariffs.ndpr_oxide.specific | USD/t
""",
    "a share in words": """\
name: x
zone: {members: [USA]}
floors:
  ndpr_oxide:
    reference: {price: 110 USD/kg}
    levy: {top_up: half}  #! RULEBOOK-7 floors.ndpr_oxide.levy.top_up | 25%
""",
    "a truth value as a share": """\
name: x
zone: {members: [USA]}
tariffs:
  ndpr_oxide: {ad_valorem: true}  #! RULEBOOK-7 tariffs.ndpr_oxide.ad_valorem | read True
""",
    "a number that is not one": """\
name: x
zone: {members: [USA]}
tariffs:
  ndpr_oxide: {ad_valorem: .nan}  #! RULEBOOK-7 tariffs.ndpr_oxide.ad_valorem | read nan
""",
    "a cap of a specific amount as a share": """\
name: x
zone: {members: [USA]}
floors:
  ndpr_oxide:
    reference: {price: 110 USD/kg}
    levy: {cap: {of: specific, value: 35%}}  #! RULEBOOK-7 floors.ndpr_oxide.levy.cap.value | USD/kg
""",
    "negative floor": """\
name: x
zone: {members: [USA]}
floors:
  ndpr_oxide:
    reference: {price: -5 USD/kg}  #! RULEBOOK-8 floors.ndpr_oxide.reference.price | '-5 USD/kg' | not negative
""",
    "top-up over one": """\
name: x
zone: {members: [USA]}
floors:
  ndpr_oxide:
    reference: {price: 110 USD/kg}
    levy: {top_up: 120%}  #! RULEBOOK-8 floors.ndpr_oxide.levy.top_up | from 0 to 100%
""",
    "negative tariff": """\
name: x
zone: {members: [USA]}
tariffs:
  ndpr_oxide: {ad_valorem: -0.1}  #! RULEBOOK-8 tariffs.ndpr_oxide.ad_valorem | not negative
""",
    "an infinite quota": """\
name: x
measures:
  - {by: CHN, kind: export_quota, commodities: [ndpr_oxide], quota: 1e999 t}  #! RULEBOOK-8 measures.0.quota | not neg
""",
    "a month as a date": """\
name: x
zone:
  members:
    - {region: USA, from: 2027-07}  #! RULEBOOK-13 zone.members.0.from | ISO date
""",
    "a day that is not in the calendar": """\
name: x
zone:
  members:
    - {region: USA, from: "2027-02-30"}  #! RULEBOOK-13 zone.members.0.from | '2027-02-30'
""",
    "a time of day": """\
name: x
zone:
  members:
    - {region: USA, from: 2027-07-01 12:00:00}  #! RULEBOOK-13 zone.members.0.from | ISO date
""",
    "a year as a number": """\
name: x
measures:
  - {by: CHN, kind: ban, commodities: [ndpr_oxide], to: 2027}  #! RULEBOOK-13 measures.0.to | read 2027
""",
    "dates reversed in a member": """\
name: x
zone:
  members:
    - region: USA
      from: 2028-01-01
      to: 2027-01-01  #! RULEBOOK-14 zone.members.0.to | 2028-01-01
""",
    "dates reversed in a measure": """\
name: x
measures:
  - by: CHN
    kind: ban
    commodities: [ndpr_oxide]
    from: 2028-01-01
    to: 2027-12-31  #! RULEBOOK-14 measures.0.to | not before
""",
    "HS code as a number": """\
name: x
zone: {members: [USA]}
tariffs:
  ndpr_oxide: {ad_valorem: 25%, hs: [284690]}  #! RULEBOOK-16 tariffs.ndpr_oxide.hs.0 | read 284690 | quotes
""",
    "HS code with a tail": """\
name: x
zone: {members: [USA]}
tariffs:
  ndpr_oxide: {ad_valorem: 25%, hs: ["28469020"]}  #! RULEBOOK-16 tariffs.ndpr_oxide.hs.0 | '284690'
""",
    "NO as Norway": """\
name: x
zone:
  members:
    - NO  #! RULEBOOK-17 zone.members.0 | 'NOR' (Norway)
""",
    "a name as a region": """\
name: x
zone:
  members: [Japan]  #! RULEBOOK-17 zone.members.0 | 'JPN'
""",
    "EU as a region": """\
name: x
zone:
  members: [EU]  #! RULEBOOK-17 zone.members.0 | 'EU27'
""",
    "unknown region in a measure": """\
name: x
measures:
  - {by: CNH, kind: ban, commodities: [ndpr_oxide]}  #! RULEBOOK-17 measures.0.by | 'CHN'
""",
    "unknown region as an associate": """\
name: x
zone:
  members: [USA]
  associates:
    MX: {}  #! RULEBOOK-17 zone.associates.MX | 'MEX'
""",
    "unknown region behind evasion": """\
name: x
border:
  evasion: {cost: 12%, spread: 25%, detection: 0.6, via: [Vietnam]}  #! RULEBOOK-17 border.evasion.via.0 | 'VNM'
""",
    "unknown region in a valuation": """\
name: x
zone: {members: [USA]}
border:
  valuation: {US: FOB}  #! RULEBOOK-17 border.valuation.US | 'USA'
""",
    "an origin inside the customs union": """\
name: x
zone: {members: [USA]}
tariffs:
  ndpr_oxide: {ad_valorem: 25%, origins: [DEU]}  #! RULEBOOK-17 tariffs.ndpr_oxide.origins.0 | EU27
""",
    "unknown commodity": """\
name: x
zone: {members: [USA]}
floors:
  ndpr_oxid:  #! RULEBOOK-18 floors.ndpr_oxid | 'ndpr_oxide'
    reference: {price: 110 USD/kg}
""",
    "cascade misspelt": """\
name: x
zone: {members: [USA]}
floors:
  cascde: {to: [ndpr_metal]}  #! RULEBOOK-18 floors.cascde | 'cascade' #! RULEBOOK-13 floors.cascde.to | ISO date #! RULEBOOK-10 floors.cascde.reference | key
""",
    "unknown commodity in a measure": """\
name: x
measures:
  - {by: CHN, kind: ban, commodities: [gallium]}  #! RULEBOOK-18 measures.0.commodities.0 | ndpr_oxide
""",
    "unknown commodity in an exemption": """\
name: x
border:
  exemptions: [{kind: defence, commodities: [magnets]}]  #! RULEBOOK-18 border.exemptions.0.commodities.0 | ndfeb
""",
    "unknown mineral": """\
name: x
zone:
  members: [{region: USA, minerals: [rare_earth]}]  #! RULEBOOK-19 zone.members.0.minerals.0 | 'rare_earths'
""",
    "a member twice": """\
name: x
zone:
  members:
    - USA
    - JPN
    - USA  #! ZONE-1 zone.members.2 | already there on line 4
""",
    "a member twice through a list": """\
name: x
zone:
  members:
    - list: us-eu-jp-mx
    - KOR
    - {region: JPN, from: 2027-01-01}  #! ZONE-1 zone.members.2 | line 4 through the list us-eu-jp-mx
""",
    "a region on two lists": """\
name: x
zone:
  members:
    - list: us-eu-jp-mx
    - {list: frameworks-signed, from: 2027-01-01}  #! ZONE-1 zone.members.1 | USA through the list
""",
    "a member that is also an associate": """\
name: x
zone:
  members: [USA, MEX]
  associates:
    MEX: {}  #! ZONE-1 zone.associates.MEX | as an associate
""",
    "a member inside EU27": """\
name: x
zone:
  members: [USA, DEU]  #! ZONE-2 zone.members.1 | exclusive competence
""",
    "an associate inside EU27": """\
name: x
zone:
  members: [USA]
  associates:
    EST: {}  #! ZONE-2 zone.associates.EST | one customs union
""",
    "floors without members": """\
name: x
floors:  #! ZONE-3 floors | at least one region
  ndpr_oxide:
    reference: {price: 110 USD/kg}
""",
    "the rest of the world as a member": """\
name: x
zone:
  members: [USA, ROW]  #! ZONE-4 zone.members.1 | countries that join
""",
    "a floor over 100 times the price": """\
name: x
zone: {members: [USA]}
floors:
  ndpr_oxide:
    reference: {price: 110 USD/g}  #! FLOOR-5 floors.ndpr_oxide.reference.price | 60 USD/kg | 1833 times
""",
    "value-added tax without a rate": """\
name: x
zone: {members: [USA]}
floors:
  ndpr_oxide:
    reference: {price: 110 USD/kg, vat: included}  #! FLOOR-6 floors.ndpr_oxide.reference.vat | vat_rate
""",
    "a rate of a tax that is excluded": """\
name: x
zone: {members: [USA]}
floors:
  ndpr_oxide:
    reference: {price: 110 USD/kg, vat_rate: 13%}  #! FLOOR-6 floors.ndpr_oxide.reference.vat_rate | excluded
""",
    "a floor of zero": """\
name: x
zone: {members: [USA]}
floors:
  ndpr_oxide:
    reference: {price: 0 USD/kg}  #! FLOOR-7 floors.ndpr_oxide.reference.price | above zero
""",
    "a cascade without a floor": """\
name: x
zone: {members: [USA]}
floors:
  cascade: {to: [ndpr_metal]}  #! CASCADE-1 floors.cascade | no floor
""",
    "a cascade that skips a stage": """\
name: x
zone: {members: [USA]}
floors:
  ndpr_oxide:
    reference: {price: 110 USD/kg}
  cascade:
    to:
      - ndfeb_magnet  #! CASCADE-1 floors.cascade.to.0 | Put ndpr_metal into `to`
""",
    "a cascade to a floored commodity": """\
name: x
zone: {members: [USA]}
floors:
  ndpr_oxide:
    reference: {price: 110 USD/kg}
  cascade: {to: [ndpr_oxide]}  #! CASCADE-2 floors.cascade.to.0 | floor of its own
""",
    "a cascade to one commodity twice": """\
name: x
zone: {members: [USA]}
floors:
  ndpr_oxide:
    reference: {price: 110 USD/kg}
  cascade: {to: [ndpr_metal, ndpr_metal]}  #! CASCADE-2 floors.cascade.to.1 | each commodity once
""",
    "a cascade upstream": """\
name: x
zone: {members: [USA]}
floors:
  ndpr_metal:
    reference: {price: 150 USD/kg}
  cascade: {to: [ndpr_oxide]}  #! CASCADE-3 floors.cascade.to.0 | input of ndpr_metal
""",
    "a cyclic cascade": """\
name: x
zone: {members: [USA]}
floors:
  ndpr_oxide:
    reference: {price: 110 USD/kg}
  cascade:
    to:
      - ndpr_metal  #! CASCADE-4 floors.cascade.to.0 | goes back into ndpr_oxide
      - magnet_scrap  #! CASCADE-4 floors.cascade.to.1 | goes back into ndpr_oxide
""",
    "a conversion cost outside the cascade": """\
name: x
zone: {members: [USA]}
floors:
  ndpr_oxide:
    reference: {price: 110 USD/kg}
  cascade:
    to: [ndpr_metal]
    conversion:
      ndfeb_magnet: 20 USD/kg  #! CASCADE-5 floors.cascade.conversion.ndfeb_magnet | ndpr_metal
""",
    "a minimum import price with a shared gap": """\
name: x
zone: {members: [USA]}
floors:
  ndpr_oxide:
    reference: {price: 110 USD/kg}
    levy: {instrument: minimum_import_price, omega: 0.5}  #! LEVY-7 floors.ndpr_oxide.levy.omega | variable
""",
    "an ad valorem levy without a rate": """\
name: x
zone: {members: [USA]}
floors:
  ndpr_oxide:
    reference: {price: 110 USD/kg}
    levy: {instrument: ad_valorem}  #! LEVY-8 floors.ndpr_oxide.levy.rate | rate with instrument ad_valorem
""",
    "a variable levy with a rate": """\
name: x
zone: {members: [USA]}
floors:
  ndpr_oxide:
    reference: {price: 110 USD/kg}
    levy: {instrument: variable, rate: 25%}  #! LEVY-8 floors.ndpr_oxide.levy.rate | no rate
""",
    "a compound levy without an amount": """\
name: x
zone: {members: [USA]}
floors:
  ndpr_oxide:
    reference: {price: 110 USD/kg}
    levy: {instrument: compound, rate: 5%}  #! LEVY-8 floors.ndpr_oxide.levy.amount | amount
""",
    "a tariff-rate quota without a quota": """\
name: x
zone: {members: [USA]}
floors:
  ndpr_oxide:
    reference: {price: 110 USD/kg}
    levy: {instrument: tariff_rate_quota}  #! LEVY-8 floors.ndpr_oxide.levy.tariff_rate_quota | tariff_rate_quota
""",
    "terms of the gap on a fixed charge": """\
name: x
zone: {members: [USA]}
floors:
  ndpr_oxide:
    reference: {price: 110 USD/kg}
    levy: {instrument: specific, amount: 9 USD/kg, dead_band: 5%}  #! LEVY-9 floors.ndpr_oxide.levy.dead_band | variable
""",
    "exporters keep a published gap": """\
name: x
zone: {members: [USA]}
floors:
  ndpr_oxide:
    reference: {price: 110 USD/kg}
    levy: {compared: reference, omega: 50%}  #! LEVY-10 floors.ndpr_oxide.levy.omega | transaction
""",
    "an empty tariff": """\
name: x
zone: {members: [USA]}
tariffs:
  ndpr_oxide: {}  #! TARIFF-2 tariffs.ndpr_oxide | ad_valorem, specific
""",
    "a tariff-rate quota without volume": """\
name: x
zone: {members: [USA]}
tariffs:
  ndpr_oxide:
    tariff_rate_quota: {out_of_quota: {rate: 25%}}  #! QUOTA-3 tariffs.ndpr_oxide.tariff_rate_quota | neither
""",
    "a tariff-rate quota with two volumes": """\
name: x
zone: {members: [USA]}
floors:
  ndpr_oxide:
    reference: {price: 110 USD/kg}
    levy:
      instrument: tariff_rate_quota
      tariff_rate_quota: {volume: 5 t, share_of_base: 75%, out_of_quota: {rate: 9%}}  #! QUOTA-3 floors.ndpr_oxide.levy.tariff_rate_quota | both
""",
    "a tariff-rate quota of nothing": """\
name: x
zone: {members: [USA]}
tariffs:
  ndpr_oxide:
    tariff_rate_quota:
      volume: 0 t/year  #! QUOTA-3 tariffs.ndpr_oxide.tariff_rate_quota.volume | above zero
      out_of_quota: {rate: 25%}
""",
    "a tariff-rate quota with two charges": """\
name: x
zone: {members: [USA]}
tariffs:
  ndpr_oxide:
    tariff_rate_quota:
      volume: 5 t
      out_of_quota: {rate: 25%, amount: 9 USD/kg}  #! QUOTA-3 tariffs.ndpr_oxide.tariff_rate_quota.out_of_quota | both
""",
    "small lots without a mass": """\
name: x
border:
  exemptions:
    - kind: small_lot  #! BORDER-1 border.exemptions.0.below | 5 kg
""",
    "a mass on another exemption": """\
name: x
border:
  exemptions:
    - kind: defence
      below: 5 kg  #! BORDER-1 border.exemptions.0.below | small_lot only
""",
    "evasion without spread": """\
name: x
border:
  evasion: {cost: 12%, spread: 0, detection: 0.6}  #! BORDER-2 border.evasion.spread | above zero
""",
    "a licence without approval": """\
name: x
measures:
  - {by: CHN, kind: export_licence, commodities: [ndpr_oxide]}  #! MEASURE-1 measures.0 | approval
""",
    "a ban with a quota": """\
name: x
measures:
  - by: CHN
    kind: ban
    commodities: [ndpr_oxide]
    quota: 5 t  #! MEASURE-1 measures.0.quota | no quota with ban
""",
    "an import duty with destinations": """\
name: x
measures:
  - by: CHN
    kind: import_duty
    commodities: [ndpr_oxide]
    rate: 10%
    destinations: [USA]  #! MEASURE-2 measures.0.destinations | no destinations
""",
    "an export ban towards oneself": """\
name: x
measures:
  - by: CHN
    kind: ban
    commodities: [ndpr_oxide]
    destinations: [USA, CHN]  #! MEASURE-2 measures.0.destinations | other than CHN
""",
    "a duplicated key": """\
name: x
why: one
why: two  #! RULEBOOK-6 why | first is on line 2
""",
    "a duplicated floor": """\
name: x
zone: {members: [USA]}
floors:
  ndpr_oxide:
    reference: {price: 110 USD/kg}
  ndpr_oxide:  #! RULEBOOK-6 floors.ndpr_oxide | first is on line 4
    reference: {price: 90 USD/kg}
""",
    "an alias": """\
name: &n x
why: *n  #! RULEBOOK-5 why | alias
""",
    "a tag": """\
name: x
why: !!python/object/apply:os.system [ls]  #! RULEBOOK-5 why | plain values
""",
    "a list in place of a rulebook": """\
- name: x  #! RULEBOOK-5  | a mapping
""",
    "two documents": """\
name: x
---
name: y  #! RULEBOOK-5  | one YAML
""",
    "a broken line": """\
name: x
zone: {members: [USA
floors: {}  #! RULEBOOK-5  | one YAML
""",
    "a tab": """\
name: x
zone:
\tmembers: [USA]  #! RULEBOOK-5  | one YAML
""",
    "a material without a reference": """\
name: x
zone: {members: [USA]}
derivatives:
  pm_motor:
    materials:
      ndfeb_magnet: {}  #! DERIVATIVE-2 derivatives.pm_motor.materials.ndfeb_magnet | a floor on ndfeb_magnet
""",
    "a material that is not in the good": """\
name: x
zone: {members: [USA]}
derivatives:
  ndpr_metal:
    materials:
      ndfeb_magnet: {reference: 9 USD/kg}  #! DERIVATIVE-3 derivatives.ndpr_metal.materials.ndfeb_magnet | content
""",
    "charges by content without a border": """\
name: x
derivatives:  #! ZONE-3 derivatives | zone.members
  pm_motor:
    materials: {ndfeb_magnet: {reference: 9 USD/kg}}
""",
    "a switch in words": """\
name: x
zone: {members: [USA], mutual_exemption: "yes"}  #! RULEBOOK-11 zone.mutual_exemption | true or false
""",
    "a support of nothing": """\
name: x
supports:
  - kind: contract_for_difference
    commodity: ndpr_oxide
    regions: [USA]
    strike: 0 USD/kg  #! SUPPORT-7 supports.0.strike | above zero
""",
    "a support without a budget": """\
name: x
supports:
  - kind: contract_for_difference
    commodity: ndpr_oxide
    regions: [USA]
    strike: 110 USD/kg
    budget: 0 USD  #! SUPPORT-7 supports.0.budget | above zero
""",
    "a strike far above the price": """\
name: x
supports:
  - kind: contract_for_difference
    commodity: ndpr_oxide
    regions: [USA]
    strike: 110 USD/g  #! FLOOR-5 supports.0.strike | 1833 times the price | Check the unit
""",
    "an offtake without a volume": """\
name: x
supports:
  - kind: offtake_floor  #! SUPPORT-8 supports.0 | volume with offtake_floor
    commodity: ndpr_oxide
    regions: [JPN]
    strike: 110 USD/kg
""",
    "a price-gap subsidy on a quote": """\
name: x
supports:
  - kind: price_gap_subsidy
    commodity: ndpr_oxide
    regions: [JPN]
    strike: 110 USD/kg
    index: {region: CHN}  #! SUPPORT-8 supports.0.index | no index | contract_for_difference
""",
    "a dead band as wide as the strike": """\
name: x
supports:
  - kind: contract_for_difference
    commodity: ndpr_oxide
    regions: [USA]
    strike: 110 USD/kg
    dead_band: 100%  #! SUPPORT-22 supports.0.dead_band | below 100%
""",
    "a stock of nothing": """\
name: x
supports:
  - kind: contract_for_difference
    commodity: ndpr_oxide
    regions: [USA]
    strike: 110 USD/kg
    stockpiled: {share: 0%, held: 180 days}  #! SUPPORT-18 supports.0.stockpiled.share | a share above zero
""",
    "a stock for no time": """\
name: x
supports:
  - kind: contract_for_difference
    commodity: ndpr_oxide
    regions: [USA]
    strike: 110 USD/kg
    stockpiled: {share: 10%, held: 0 days}  #! SUPPORT-18 supports.0.stockpiled.held | a held above zero
""",
    "stockpiled output that there is not": """\
name: x
supports:
  - kind: contract_for_difference
    commodity: ndpr_oxide
    regions: [USA]
    strike: 110 USD/kg
    eligible: sold_or_stockpiled  #! SUPPORT-23 supports.0.eligible | stockpiled beside it
""",
    "a choice of eligible output that is not known": """\
name: x
supports:
  - kind: contract_for_difference
    commodity: ndpr_oxide
    regions: [USA]
    strike: 110 USD/kg
    eligible: made  #! RULEBOOK-12 supports.0.eligible | sold_or_stockpiled
""",
    "a settlement by week": """\
name: x
supports:
  - kind: contract_for_difference
    commodity: ndpr_oxide
    regions: [USA]
    strike: 110 USD/kg
    settled: week  #! RULEBOOK-12 supports.0.settled | quarter
""",
    "a milestone after the contract": """\
name: x
supports:
  - kind: contract_for_difference
    commodity: ndpr_oxide
    regions: [USA]
    strike: 110 USD/kg
    upside: {share: 30%, from: 2036-01-01}  #! SUPPORT-19 supports.0.upside.from | to 2035-12-31
    to: 2035-12-31
""",
    "a term with less than a year": """\
name: x
supports:
  - kind: contract_for_difference
    commodity: ndpr_oxide
    regions: [USA]
    strike: 110 USD/kg
    budget: 200e6 USD
    total_budget: 100e6 USD  #! SUPPORT-20 supports.0.total_budget | the budget of a year
""",
    "a term without a budget": """\
name: x
supports:
  - kind: contract_for_difference
    commodity: ndpr_oxide
    regions: [USA]
    strike: 110 USD/kg
    total_budget: 0 USD  #! SUPPORT-7 supports.0.total_budget | above zero
""",
    "a contract in place of one that is not known": """\
name: x
supports:
  - kind: contract_for_difference
    commodity: ndpr_oxide
    regions: [USA]
    replaces: us-mp-cfdd  #! SUPPORT-21 supports.0.replaces | 'us-mp-cfd'
    strike: 110 USD/kg
""",
    "a strike in money of no known year": """\
name: x
supports:
  - kind: contract_for_difference
    commodity: ndpr_oxide
    regions: [USA]
    strike: 110 USD/kg
    indexation: {base: 1999}  #! RULEBOOK-8 supports.0.indexation.base | 2017
""",
    "an upside below the strike": """\
name: x
supports:
  - kind: contract_for_difference
    commodity: ndpr_oxide
    regions: [USA]
    strike: 110 USD/kg
    upside: {share: 30%, above: 100 USD/kg}  #! SUPPORT-9 supports.0.upside.above | not below the strike
""",
    "a recipe that makes something else": """\
name: x
supports:
  - kind: contract_for_difference
    commodity: ndpr_oxide
    regions: [USA]
    recipe: reduce_ndpr  #! SUPPORT-10 supports.0.recipe | separate_bastnaesite
    strike: 110 USD/kg
""",
    "a support without producers": """\
name: x
supports:
  - {kind: price_gap_subsidy, commodity: ndpr_oxide, strike: 110 USD/kg}  #! ZONE-3 supports.0 | regions
""",
    "a support of an unknown commodity": """\
name: x
supports:
  - {kind: price_gap_subsidy, commodity: ndpr_oxid, regions: [USA], strike: 9 USD/kg}  #! RULEBOOK-18 supports.0.commodity | 'ndpr_oxide'
""",
    "a support paid in no region": """\
name: x
supports:
  - kind: price_gap_subsidy
    commodity: ndpr_oxide
    regions: [USA]
    strike: 9 USD/kg
    paid_in: DEU  #! RULEBOOK-17 supports.0.paid_in | EU27
""",
    "recycled content without its share": """\
name: x
border:
  exemptions: [{kind: recycled_content}]  #! BORDER-3 border.exemptions.0.at_least | such as 50%
""",
    "a shipping day of a defence exemption": """\
name: x
border:
  exemptions: [{kind: defence, shipped_before: 2027-01-01}]  #! BORDER-3 border.exemptions.0.shipped_before | in_transit only
""",
    "a surge without a charge": """\
name: x
border:
  surge: [{commodities: [ndpr_oxide], above: 150%}]  #! SURGE-2 border.surge.0 | one of charge, rate and amount
""",
    "a surge with two charges": """\
name: x
border:
  surge: [{commodities: [ndpr_oxide], above: 150%, rate: 25%, amount: 2 USD/kg}]  #! SURGE-2 border.surge.0 | one of
""",
    "a surge from the first tonne": """\
name: x
border:
  surge: [{commodities: [ndpr_oxide], above: 0%, rate: 25%}]  #! SURGE-2 border.surge.0.above | above zero
""",
    "a surge that pays the levy of no floor": """\
name: x
border:
  surge: [{commodities: [ndpr_oxide], above: 150%, charge: levy}]  #! SURGE-2 border.surge.0.charge | a floor on it
""",
    "a surge from an unknown origin": """\
name: x
border:
  surge: [{commodities: [ndpr_oxide], above: 150%, rate: 25%, origins: [VNN]}]  #! RULEBOOK-17 border.surge.0.origins.0 | 'VNM'
""",
    "an unknown test of related parties": """\
name: x
border:
  related_party: {share: 20%, test: transactions}  #! RULEBOOK-12 border.related_party.test | 'transaction'
""",
    "a rule of stacking without a duty": """\
name: x
border:
  stacking: [{rule: add}]  #! STACKING-3 border.stacking.0 | one of measure and kind
""",
    "a rule of stacking with two": """\
name: x
border:
  stacking: [{measure: us-301-magnet, kind: import_duty, rule: add}]  #! STACKING-3 border.stacking.0 | one of
""",
    "a rule of stacking on an unknown duty": """\
name: x
border:
  stacking: [{measure: us-301-magnett, rule: add}]  #! STACKING-3 border.stacking.0.measure | 'us-301-magnet'
""",
    "an unknown rule of stacking": """\
name: x
border:
  stacking: [{kind: import_duty, rule: replaced}]  #! RULEBOOK-12 border.stacking.0.rule | 'replace'
""",
    "revenue that does not add up": """\
name: x
revenue: {treasury: 40%, producer_fund: 50%}  #! REVENUE-3 revenue | 100%
""",
    "revenue for an unknown use": """\
name: x
revenue: {tresury: 100%}  #! RULEBOOK-9 revenue.tresury | 'treasury'
""",
    "a share of revenue over the whole": """\
name: x
revenue: {treasury: 140%}  #! RULEBOOK-8 revenue.treasury | 100%
""",
}
BAD |= BAD_PRICES | BAD_YEARS | BAD_STOCKS
