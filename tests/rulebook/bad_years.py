"""Rulebooks with faults in what runs over years read; marks as in ``bad_rulebooks``."""
# ruff: noqa: E501 (a mark stands on the line that it describes)

from __future__ import annotations

BAD_YEARS: dict[str, str] = {
    "an unknown scenario of demand": """\
name: x
horizon: {scenario: STEP}  #! RULEBOOK-12 horizon.scenario | 'STEPS'
""",
    "a credibility above certainty": """\
name: x
horizon: {credibility: 105%}  #! RULEBOOK-8 horizon.credibility | from 0 to 100%
""",
    "an expectation without a name": """\
name: x
horizon: {expectation: perfect}  #! RULEBOOK-12 horizon.expectation | 'path' or 'myopic'
""",
    "an unknown key of the horizon": """\
name: x
horizon: {credible: 95%}  #! RULEBOOK-9 horizon.credible | 'credibility'
""",
    "an event that is no block": """\
name: x
events: [outage]  #! RULEBOOK-11 events.0 | a mapping
""",
    "an event without a kind": """\
name: x
events:
  - {commodity: ndpr_oxide, region: CHN, share: 30%, from: 2028-01-01}  #! RULEBOOK-10 events.0.kind | outage, flood
""",
    "an unknown kind of event": """\
name: x
events:
  - {kind: outages, commodity: ndpr_oxide, region: CHN, share: 30%, from: 2028-01-01}  #! RULEBOOK-12 events.0.kind | 'outage'
""",
    "a field of another kind of event": """\
name: x
events:
  - {kind: outage, commodity: ndpr_oxide, region: CHN, share: 30%, extra: 5 t/year, from: 2028-01-01}  #! RULEBOOK-9 events.0.extra | commodity, region, share
""",
    "an event without a first day": """\
name: x
events:
  - {kind: outage, commodity: ndpr_oxide, region: CHN, share: 30%}  #! RULEBOOK-10 events.0.from | 'from'
""",
    "an event that ends before it begins": """\
name: x
events:
  - {kind: outage, commodity: ndpr_oxide, region: CHN, share: 30%, from: 2028-01-01, to: 2027-01-01}  #! RULEBOOK-14 events.0.to | 2028-01-01
""",
    "an event before the base year": """\
name: x
events:
  - {kind: outage, commodity: ndpr_oxide, region: CHN, share: 30%, from: 2023-06-01}  #! HORIZON-1 events.0.from | 2024-01-01, the base year | calibrated
""",
    "an event after the last year": """\
name: x
events:
  - {kind: outage, commodity: ndpr_oxide, region: CHN, share: 30%, from: 2040-01-01, to: 2046-01-01}  #! HORIZON-1 events.0.to | 2045-12-31 | does not end
""",
    "an event of an unknown commodity": """\
name: x
events:
  - {kind: flood, commodity: ndpr_oxid, region: CHN, extra: 5 kt/year, from: 2028-01-01}  #! RULEBOOK-18 events.0.commodity | 'ndpr_oxide'
""",
    "an event in an unknown region": """\
name: x
events:
  - {kind: flood, commodity: ndpr_oxide, region: CHM, extra: 5 kt/year, from: 2028-01-01}  #! RULEBOOK-17 events.0.region | 'CHN'
""",
    "an outage of nothing": """\
name: x
events:
  - {kind: outage, commodity: ndpr_oxide, region: CHN, share: 0%, from: 2028-01-01}  #! EVENT-5 events.0.share | above zero
""",
    "a flood without a unit": """\
name: x
events:
  - {kind: flood, commodity: ndpr_oxide, region: CHN, extra: 5000, from: 2028-01-01}  #! RULEBOOK-7 events.0.extra | 20 kt/year or 40%
""",
    "a slump of everything everywhere": """\
name: x
events:
  - {kind: demand_slump, share: 10%, from: 2028-01-01}  #! EVENT-6 events.0 | at least one of sectors
""",
    "a slump of an unknown sector": """\
name: x
events:
  - {kind: demand_slump, sectors: [evs], share: 10%, from: 2028-01-01}  #! EVENT-8 events.0.sectors.0 | electronics, ev, wind | 'ev'
""",
    "a surge in an unknown region": """\
name: x
events:
  - {kind: demand_surge, regions: [DEU], share: 10%, from: 2028-01-01}  #! RULEBOOK-17 events.0.regions.0 | EU27
""",
    "a cut-off of goods and a chain": """\
name: x
events:
  - {kind: cut_off, by: CHN, commodities: [ndpr_oxide], chain: lithium, from: 2028-01-01}  #! EVENT-7 events.0.chain | not both
""",
    "a cut-off of an unknown chain": """\
name: x
events:
  - {kind: cut_off, by: CHN, chain: ree_magnet, from: 2028-01-01}  #! EVENT-9 events.0.chain | 'ree_magnets'
""",
    "a cut-off of oneself": """\
name: x
events:
  - {kind: cut_off, by: CHN, destinations: [CHN], from: 2028-01-01}  #! EVENT-10 events.0.destinations | other than CHN
""",
    "suspensions that overlap": """\
name: x
measures:
  - by: CHN
    kind: ban
    commodities: [ndpr_oxide]
    suspended:
      - {from: 2028-01-01, to: 2028-06-30}
      - {from: 2028-06-30, to: 2028-12-31}  #! SUSPENSION-1 measures.0.suspended.1 | apart from that of 2028-01-01 to 2028-06-30
""",
    "a suspension before its measure": """\
name: x
measures:
  - by: CHN
    kind: ban
    commodities: [ndpr_oxide]
    from: 2028-02-01
    suspended: [{from: 2028-01-01, to: 2028-06-30}]  #! SUSPENSION-2 measures.0.suspended.0.from | not before 2028-02-01
""",
    "a suspension after its event": """\
name: x
events:
  - kind: cut_off
    by: CHN
    from: 2028-02-01
    to: 2028-05-31
    suspended: [{from: 2028-03-01, to: 2028-06-30}]  #! SUSPENSION-2 events.0.suspended.0.to | not after 2028-05-31
""",
    "a suspension without an end": """\
name: x
measures:
  - {by: CHN, kind: ban, commodities: [ndpr_oxide], suspended: [{from: 2028-01-01}]}  #! RULEBOOK-10 measures.0.suspended.0.to | 'to'
""",
    "two measures of one id": """\
name: x
measures:
  - {id: ban, by: CHN, kind: ban, commodities: [ndpr_oxide]}
  - {id: ban, by: VNM, kind: ban, commodities: [ndpr_oxide]}  #! MEASURE-3 measures.1.id | already on line 3
""",
    "a truce with nobody": """\
name: x
measures:
  - {id: duties, by: USA, kind: import_duty, commodities: [pm_motor], rate: 5%}
  - {by: CHN, kind: ban, commodities: [ndpr_oxide], truce: {while: dutys}}  #! MEASURE-4 measures.1.truce.while | 'duties'
""",
    "a truce with oneself": """\
name: x
measures:
  - {id: ban, by: CHN, kind: ban, commodities: [ndpr_oxide], truce: {while: ban}}  #! MEASURE-5 measures.0.truce.while | itself
""",
    "truces in a circle": """\
name: x
measures:
  - {id: a, by: CHN, kind: ban, commodities: [ndpr_oxide], truce: {while: b}}  #! MEASURE-5 measures.0.truce.while | a waits for b waits for a
  - {id: b, by: USA, kind: ban, commodities: [ndpr_oxide], truce: {while: a}}  #! MEASURE-5 measures.1.truce.while | b waits for a waits for b
""",
    "a rival without responses": """\
name: x
rival: {by: CHN, responses: []}  #! RULEBOOK-11 rival.responses | at least one
""",
    "an unknown response": """\
name: x
rival:
  by: CHN
  responses: [{kind: undercuts, commodities: [ndpr_oxide], at_most: 40%}]  #! RULEBOOK-12 rival.responses.0.kind | 'undercut'
""",
    "a response without a kind": """\
name: x
rival:
  by: CHN
  responses: [{commodities: [ndpr_oxide], at_most: 40%}]  #! RULEBOOK-10 rival.responses.0.kind | undercut, restrict
""",
    "an undercut for nothing": """\
name: x
rival:
  by: CHN
  responses: [{kind: undercut, commodities: [ndpr_oxide], at_most: 100%}]  #! RIVAL-4 rival.responses.0.at_most | below 100%
""",
    "a restriction by nothing": """\
name: x
rival:
  by: CHN
  responses: [{kind: restrict, commodities: [ndpr_oxide]}]  #! RIVAL-1 rival.responses.0 | one of approval and quota
""",
    "a restriction on oneself": """\
name: x
rival:
  by: CHN
  responses: [{kind: restrict, commodities: [ndpr_oxide], approval: 50%, destinations: [CHN]}]  #! MEASURE-2 rival.responses.0.destinations | other than CHN
""",
    "a lag of half a year": """\
name: x
rival:
  by: CHN
  responses:
    - kind: refund_vat
      commodities: [ndpr_metal]
      when: {variable: rival_share, op: below, value: 60, unit: "%"}
      lag: 180 days  #! RIVAL-2 rival.responses.0.lag | whole years
""",
    "a lag without a condition": """\
name: x
rival:
  by: CHN
  responses: [{kind: refund_vat, commodities: [ndpr_metal], lag: 1 year}]  #! RIVAL-2 rival.responses.0.lag | no lag without `when`
""",
    "a condition in another unit": """\
name: x
rival:
  by: CHN
  responses:
    - kind: refund_vat
      commodities: [ndpr_metal]
      when: {variable: rival_share, op: below, value: 60, unit: t/year}  #! RULEBOOK-7 rival.responses.0.when.unit | %
""",
    "an unknown result": """\
name: x
rival:
  by: CHN
  responses:
    - kind: refund_vat
      commodities: [ndpr_metal]
      when: {variable: rivals_share, op: below, value: 60, unit: "%"}  #! RULEBOOK-12 rival.responses.0.when.variable | 'rival_share'
""",
    "a retaliation that watches nothing": """\
name: x
rival:
  by: CHN
  responses:
    - kind: retaliate
      measure: {kind: ban, commodities: [pm_motor]}
      when: {variable: rival_share, op: below, value: 60, unit: "%"}  #! RIVAL-3 rival.responses.0.when | the commodity
""",
    "a retaliation without its figure": """\
name: x
rival:
  by: CHN
  responses:
    - kind: retaliate
      measure: {kind: export_tax, commodities: [pm_motor]}  #! MEASURE-1 rival.responses.0.measure | rate or amount
""",
    "a response after the last year": """\
name: x
rival:
  by: CHN
  responses: [{kind: refund_vat, commodities: [ndpr_metal], from: 2046-01-01}]  #! HORIZON-1 rival.responses.0.from | 2045-12-31
""",
    "a rival with a misspelt commodity": """\
name: x
rival:
  by: CHN
  responses: [{kind: refund_vat, commodities: [ndpr_metl]}]  #! RULEBOOK-18 rival.responses.0.commodities.0 | 'ndpr_metal'
""",
}
