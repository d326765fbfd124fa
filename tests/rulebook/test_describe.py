"""What `footwall check` says: sentences on every block, defaults taken, and what deserves a second look."""

from __future__ import annotations

from pathlib import Path

import pytest

from footwall.rulebook.describe import explain
from footwall.rulebook.library import bundled_names
from footwall.rulebook.read import read_rulebook, read_rulebook_text
from rulebook.names import VOCABULARY

FULL = Path(__file__).with_name("full.yaml")
HEAD = "name: x\nzone: {members: [USA]}\n"
FLOOR = "floors:\n  ndpr_oxide:\n    reference: {price: 110 USD/kg}\n"


def sections(source: str | Path) -> dict[str, tuple[str, ...]]:
    return dict(explain(read_rulebook(source, vocabulary=VOCABULARY), VOCABULARY).sections)


def remarks(text: str) -> tuple[str, ...]:
    return explain(read_rulebook_text(text, "x.yaml", vocabulary=VOCABULARY), VOCABULARY).remarks


def test_every_block_is_told_in_plain_words() -> None:
    told = explain(read_rulebook(FULL, vocabulary=VOCABULARY), VOCABULARY).text()
    assert told.splitlines() == FULL.with_name("full.txt").read_text(encoding="utf-8").splitlines()


def test_defaults_that_were_taken_are_listed() -> None:
    (line,) = sections("oxide-only")["Defaults taken"]
    assert line == (
        "ndpr_oxide: compared with before duty, cumulation add, mode A, dead band 0%, omega 0%, cap of the "
        "customs value without a limit."
    )


def test_a_rulebook_without_members_says_so() -> None:
    assert sections("baseline")["Zone"] == ("No members: no border at which anything is charged.",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HEAD + FLOOR, "No last day for ndpr_oxide: without `to` a floor or tariff has no sunset."),
        (HEAD + FLOOR, "ndpr_metal is made from ndpr_oxide and has no floor: protected"),
        (
            HEAD + "tariffs: {ndpr_oxide: {specific: 1 USD/kg}}\n",
            "ndpr_oxide and has no floor or tariff: protected",
        ),
        (HEAD + FLOOR + "    except: [VNM]\n", "ndpr_oxide excuses VNM"),
        (
            HEAD
            + FLOOR
            + "    levy: {cumulation: absorb}\nborder: {stacking: [{kind: import_duty, rule: max}]}\n",
            "border.stacking[0] changes nothing on ndpr_oxide: the cumulation of its levy",
        ),
        (
            HEAD
            + FLOOR
            + "    levy: {cumulation: max}\nborder: {stacking: [{kind: import_duty, rule: replace}]}\n",
            "the levy's cumulation deducts only the duties that are left",
        ),
        (
            HEAD + FLOOR + "border: {stacking: [{kind: import_duty, rule: replace}]}\n",
            "a replaced duty is off even while prices are above the floor",
        ),
        (
            HEAD + FLOOR + "border:\n  stacking:\n    - {kind: import_duty, rule: replace}\n"
            "    - {kind: import_duty, rule: add}\n",
            "border.stacking[1] never applies",
        ),
        (
            HEAD + "border: {stacking: [{kind: import_duty, rule: replace}]}\n",
            "border.stacking changes nothing: the rulebook charges nothing",
        ),
        (HEAD + "revenue: {producer_fund: 100%}\n", "no support has `payer: fund`"),
        (
            HEAD
            + "supports: [{kind: price_gap_subsidy, commodity: ndpr_oxide, strike: 9 USD/kg, payer: fund}]\n",
            "paid by the fund, but no revenue goes to it",
        ),
        (HEAD + FLOOR + "    levy: {top_up: 50%}\n", "a top-up of 50% leaves landed prices below the floor"),
        (HEAD + FLOOR + "    levy: {cap: {value: 35%}}\n", "where the cap binds"),
        (HEAD + FLOOR + "    levy: {compared: reference}\n", "lots cheaper than it land below the floor"),
        (
            HEAD + FLOOR + "tariffs: {ndpr_oxide: {ad_valorem: 5%}}\n",
            "has a floor and a tariff: both are charged",
        ),
        (
            "name: x\nzone: {members: [{region: USA, tier: observer}]}\n" + FLOOR,
            "No member levies at its border",
        ),
        (
            "name: x\nzone: {members: [{region: USA, from: 2027-01-01}]}\n" + FLOOR + "    to: 2026-06-30\n",
            "ends on 2026-06-30 before the first member joins on 2027-01-01",
        ),
        (
            "name: x\nzone: {members: [{region: USA, to: 2027-01-01}]}\n" + FLOOR + "    from: 2028-01-01\n",
            "begins on 2028-01-01 after the last member left on 2027-01-01",
        ),
        (
            "name: x\nzone: {members: {list: delegations-2026-02-04, except: [DNK]}}\n",
            "`except: DNK` takes DNK's part out of EU27",
        ),
        (
            "name: x\nzone: {members: {list: us-eu-jp-mx, except: [BRA]}}\n",
            "BRA is not on the list us-eu-jp-mx",
        ),
        ("name: x\nzone: {members: {list: delegations-2026-02-04}}\n", "FIN, FRA, GRC, ITA"),
        (HEAD + "border: {valuation: {JPN: FOB}}\n", "`valuation: JPN` changes nothing"),
        (
            HEAD + "border: {evasion: {cost: 12%, spread: 25%, detection: 60%}}\n",
            "there is nothing to evade",
        ),
        (HEAD + "border: {exemptions: [{kind: defence}]}\n", "The exemption defence names no share"),
        (
            HEAD + "border: {exemptions: [{kind: defence, share: 1%, commodities: [pm_motor]}]}\n",
            "names pm_motor, on which nothing is charged",
        ),
        (
            HEAD + "measures: [{by: USA, kind: ban, commodities: [ndpr_oxide]}]\n",
            "USA is a member, and its ban also meets the other members",
        ),
    ],
)
def test_what_deserves_a_second_look(text: str, words: str) -> None:
    assert any(words in remark for remark in remarks(text)), remarks(text)


def test_a_sound_rulebook_gets_no_remark() -> None:
    text = (
        HEAD
        + "floors:\n  ndfeb_magnet:\n    reference: {price: 90 USD/kg}\n    to: 2035-12-31\n"
        + "tariffs: {pm_motor: {ad_valorem: 5%, to: 2035-12-31}}\n"
    )
    assert remarks(text) == ()


def test_remarks_of_others_come_last_and_the_text_holds_everything() -> None:
    explanation = explain(read_rulebook("cascade"), VOCABULARY, ["Said by the enactment."])
    assert explanation.remarks[-1] == "Said by the enactment."
    text = explanation.text()
    assert all(line in text for _, lines in explanation.sections for line in lines)
    assert text.startswith("Cascading floors (version 1)\n\nThe oxide floor")


def _quota(goods: str, destinations: str) -> str:
    limit = f"commodities: [{goods}], quota: 20 kt/year, destinations: [{destinations}]"
    text = HEAD + f"measures: [{{by: CHN, kind: export_quota, {limit}}}]\n"
    told = explain(read_rulebook_text(text, "x.yaml", vocabulary=VOCABULARY), VOCABULARY)
    (line,) = dict(told.sections)["Measures beside the rulebook"]
    return line


@pytest.mark.parametrize(
    ("goods", "destinations", "words"),
    [
        ("ndpr_metal", "USA", "of ndpr_metal to USA to 20 kt/year; the rent"),
        ("ndpr_metal", "USA, EU27", "of ndpr_metal to USA, EU27 together to 20 kt/year; the rent"),
        (
            "ndpr_metal, ndfeb_magnet",
            "USA, EU27",
            "of ndpr_metal, ndfeb_magnet to USA, EU27 together to 20 kt/year for each commodity; the rent",
        ),
        ("ndpr_metal, ndfeb_magnet", "USA", "to USA to 20 kt/year for each commodity; the rent"),
        ("ndpr_metal", "", "to every destination together to 20 kt/year; the rent"),
    ],
)
def test_an_export_quota_is_one_limit_per_commodity_over_its_destinations(
    goods: str, destinations: str, words: str
) -> None:
    assert words in _quota(goods, destinations)


EVADED = "border: {evasion: {cost: 12%, spread: 25%, detection: 60%VIA}}\n"


@pytest.mark.parametrize(
    ("via", "words"),
    [
        ("", "can evade, declared as domestic goods of the importer: hiding"),
        (", via: [VNM]", "can evade, declared as goods of VNM: hiding"),
        (", via: [VNM, MYS]", "can evade, declared as goods of VNM, MYS, in equal parts: hiding"),
    ],
)
def test_evasion_says_what_evaded_goods_are_declared_as(via: str, words: str) -> None:
    text = HEAD + FLOOR + EVADED.replace("VIA", via)
    told = explain(read_rulebook_text(text, "x.yaml", vocabulary=VOCABULARY), VOCABULARY)
    assert words in dict(told.sections)["Border"][0]


@pytest.mark.parametrize(
    ("zone", "clause", "charged"),
    [
        ("[USA]", "", True),
        ("[USA, {region: VNM, tier: observer}]", "", True),
        ("[USA, {region: VNM, tier: provisional}]", "", True),
        ("[USA, VNM]", "", False),
        ("[USA, {region: VNM, tier: associate}]", "", False),
        ("[USA]", "    except: [VNM]\n", False),
        ("[USA]", "    origins: [CHN]\n", False),
        ("[USA]", "    origins: [CHN, VNM]\n", True),
    ],
)
def test_a_false_origin_that_pays_the_same_deserves_a_second_look(
    zone: str, clause: str, charged: bool
) -> None:
    text = f"name: x\nzone: {{members: {zone}}}\n" + FLOOR + clause + EVADED.replace("VIA", ", via: [VNM]")
    told = [remark for remark in remarks(text) if "false origin VNM" in remark]
    assert len(told) == charged
    assert all("pay the same charge on ndpr_oxide. In law" in remark for remark in told)


@pytest.mark.parametrize("name", bundled_names())
def test_bundled_rulebooks_say_why(name: str) -> None:
    rulebook = read_rulebook(name)
    assert 150 < len(rulebook.why) < 900
    assert rulebook.name and rulebook.version == "1"


ABOUT_THE_ZONE = ("cascade-associates", "members-leave-2030", "ministerial-list", "us-eu-jp-mx")
"""Rulebooks that ask what another zone would do; all others share one, so that they compare."""


def test_bundled_rulebooks_share_one_zone() -> None:
    zones = {
        read_rulebook(name).zone.model_dump_json()
        for name in bundled_names()
        if name != "baseline" and name not in ABOUT_THE_ZONE
    }
    assert len(zones) == 1
    assert zones != {read_rulebook(name).zone.model_dump_json() for name in ABOUT_THE_ZONE}
