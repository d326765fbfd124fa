"""Rulebooks with faults in their stockpiles; marks as in ``bad_rulebooks``."""
# ruff: noqa: E501 (a mark stands on the line that it describes)

from __future__ import annotations

HEAD = "name: x\nzone: {members: [USA]}\nstockpile:\n  vault:\n"
MONEY = "    budget: 1e9 USD\n"
GOODS = "    target: {ndpr_oxide: 180 days}\n"

BAD_STOCKS: dict[str, str] = {
    "a stockpile without money": HEAD
    + "    budget: 0 USD  #! STOCK-1 stockpile.vault.budget | above zero\n"
    + GOODS,
    "a stockpile that never trades": HEAD
    + MONEY
    + GOODS
    + "    pace: 0%  #! STOCK-1 stockpile.vault.pace | above zero\n",
    "a target of nothing": HEAD
    + MONEY
    + "    target: {ndpr_oxide: 0 days}  #! STOCK-1 stockpile.vault.target.ndpr_oxide | above zero\n",
    "a stockpile of nothing": HEAD + MONEY + "    target: {}  #! RULEBOOK-11 stockpile.vault.target\n",
    "a target in dollars": HEAD
    + MONEY
    + "    target: {ndpr_oxide: 5e6 USD}  #! RULEBOOK-7 stockpile.vault.target.ndpr_oxide | days\n",
    "a target in months": HEAD
    + MONEY
    + "    target: {ndpr_oxide: 6 months}  #! RULEBOOK-7 stockpile.vault.target.ndpr_oxide | write days\n",
    "an unknown good": HEAD
    + MONEY
    + "    target: {ndpr_oxid: 180 days}  #! RULEBOOK-18 stockpile.vault.target.ndpr_oxid | 'ndpr_oxide'\n",
    "a loan over the budget": HEAD
    + MONEY
    + GOODS
    + "    loan: 2e9 USD  #! STOCK-2 stockpile.vault.loan | at most the budget\n",
    "interest without a loan": HEAD
    + MONEY
    + GOODS
    + "    rate: 4.5%  #! STOCK-3 stockpile.vault.rate | without a loan\n",
    "a tenor without a loan": HEAD
    + MONEY
    + GOODS
    + "    tenor: 15 years  #! STOCK-3 stockpile.vault.tenor | without a loan\n",
    "lots that are old at once": HEAD
    + MONEY
    + GOODS
    + "    rotation: {age: 0 days, cost: 3%}  #! STOCK-4 stockpile.vault.rotation.age | above zero\n",
    "a loan in kind of no time": HEAD
    + MONEY
    + GOODS
    + "    lending: {share: 10%, above: 120%, term: 0 days}  #! STOCK-4 stockpile.vault.lending.term | above zero\n",
    "a price of a good without a target": HEAD
    + MONEY
    + GOODS
    + "    buy_below: {ndpr_metal: 90 USD/kg}  #! STOCK-5 stockpile.vault.buy_below.ndpr_metal | ndpr_oxide\n",
    "a sale below the purchase": HEAD
    + MONEY
    + GOODS
    + "    buy_below: {ndpr_oxide: 90 USD/kg}\n    sell_above: {ndpr_oxide: 80 USD/kg}  #! STOCK-6 stockpile.vault.sell_above.ndpr_oxide | 90 USD/kg | at once\n",
    "lending in a calm market": HEAD
    + MONEY
    + GOODS
    + "    lending: {share: 10%, above: 90%, term: 180 days}  #! STOCK-6 stockpile.vault.lending.above | 100% of the trend\n",
    "entitlements over the whole": HEAD
    + MONEY
    + GOODS
    + "    entitlements: [{holder: A, share: 60%}, {holder: B, share: 50%}]  #! STOCK-7 stockpile.vault.entitlements | 100%\n",
    "a participant named twice": HEAD
    + MONEY
    + GOODS
    + "    entitlements: [{holder: A, share: 20%}, {holder: A, share: 30%}]  #! STOCK-8 stockpile.vault.entitlements.1.holder | once\n",
    "a transfer over the share": HEAD
    + MONEY
    + GOODS
    + "    entitlements: [{holder: A, share: 20%, transfers: [{to: B, share: 30%, on: 2030-01-01}]}]  #! STOCK-9 stockpile.vault.entitlements.0.transfers | 20%\n",
    "a draw before the stock is there": HEAD
    + MONEY
    + GOODS
    + "    from: 2028-01-01\n    entitlements: [{holder: A, share: 20%, draws: [{commodity: ndpr_oxide, tonnage: 5 t, on: 2027-06-01, replenish_within: 1 year}]}]  #! STOCK-10 stockpile.vault.entitlements.0.draws.0.on | in force\n",
    "a draw of a good without a target": HEAD
    + MONEY
    + GOODS
    + "    entitlements: [{holder: A, share: 20%, draws: [{commodity: ndpr_metal, tonnage: 5 t, on: 2027-06-01, replenish_within: 1 year}]}]  #! STOCK-5 stockpile.vault.entitlements.0.draws.0.commodity | ndpr_oxide\n",
    "a draw that is put back at once": HEAD
    + MONEY
    + GOODS
    + "    entitlements: [{holder: A, share: 20%, draws: [{commodity: ndpr_oxide, tonnage: 5 t, on: 2027-06-01, replenish_within: 0 days}]}]  #! STOCK-4 stockpile.vault.entitlements.0.draws.0.replenish_within | above zero\n",
    "a buy-back after the end": HEAD
    + MONEY
    + GOODS
    + "    to: 2030-12-31\n    entitlements: [{holder: A, share: 20%, buy_back: 2031-06-30}]  #! STOCK-10 stockpile.vault.entitlements.0.buy_back | in force\n",
    "a set price that nobody pays": HEAD
    + MONEY
    + GOODS
    + "    entitlements: [{holder: A, share: 20%, set_price: {ndpr_oxide: 95 USD/kg}}]  #! STOCK-13 stockpile.vault.entitlements.0.set_price | buy_back\n",
    "a set price of a good without a target": HEAD
    + MONEY
    + GOODS
    + "    entitlements: [{holder: A, share: 20%, buy_back: 2031-06-30, set_price: {ndpr_metal: 95 USD/kg}}]  #! STOCK-5 stockpile.vault.entitlements.0.set_price.ndpr_metal | ndpr_oxide\n",
    "a split that leaves a good out": HEAD
    + MONEY
    + "    target: {ndpr_oxide: 180 days, ndpr_metal: 50 t}\n    split: {ndpr_oxide: 5e8 USD}  #! STOCK-11 stockpile.vault.split | ndpr_metal\n",
    "a split over a good without a target": HEAD
    + MONEY
    + GOODS
    + "    split: {ndpr_oxide: 5e8 USD, ndpr_metal: 1e8 USD}  #! STOCK-11 stockpile.vault.split.ndpr_metal | ndpr_oxide\n",
    "a split over the budget": HEAD
    + MONEY
    + GOODS
    + "    split: {ndpr_oxide: 2e9 USD}  #! STOCK-11 stockpile.vault.split | 1e+09\n",
    "an unknown unit of a trigger": HEAD
    + MONEY
    + GOODS
    + "    release: {when: {variable: price, op: above, value: 2, unit: times trend}}  #! RULEBOOK-12 stockpile.vault.release.when.unit | x trend\n",
    "a trigger below zero": HEAD
    + MONEY
    + GOODS
    + "    release: {when: {variable: price, op: above, value: -2, unit: x trend}}  #! RULEBOOK-11 stockpile.vault.release.when.value\n",
    "a misspelt key of a stockpile": HEAD
    + MONEY
    + GOODS
    + "    tarrget: {}  #! RULEBOOK-9 stockpile.vault.tarrget | 'target'\n",
    "an origin that does not exist": HEAD
    + MONEY
    + GOODS
    + "    avoid: [XXX]  #! RULEBOOK-17 stockpile.vault.avoid.0\n",
    "a stockpile that ends before it begins": HEAD
    + MONEY
    + GOODS
    + "    from: 2030-01-01\n    to: 2029-01-01  #! RULEBOOK-14 stockpile.vault.to | 2030-01-01\n",
    "a stockpile after the last year": HEAD
    + MONEY
    + GOODS
    + "    from: 2047-01-01  #! HORIZON-1 stockpile.vault.from | 2045\n",
    "a stockpile for nobody": "name: x\nstockpile:\n  vault:  #! ZONE-3 stockpile.vault | regions\n"
    + MONEY
    + GOODS,
}
