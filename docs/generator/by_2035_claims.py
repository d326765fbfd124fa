"""Sentences of the page on 2035 that must hold on the paths."""

from __future__ import annotations

from generator.paths import DOUBTED, Record, at, change, good, open_projects

YEAR = 2035
ASKED = ("oxide-only", "cascade", "contracts-instead")
CERTAIN = "100%"
METAL_PLANTS = ("lcm_lacq", "lcm_ellesmere")
HALF = 0.5
"""Share from which a project is told as decided."""


def claims(every: dict[tuple[str, str, str], Record], equal: Record) -> dict[str, bool]:
    main = {law: every[law, "STEPS", CERTAIN] for law in ASKED}
    cascade, contracts, oxide = main["cascade"], main["contracts-instead"], main["oxide-only"]
    doubted = every["cascade", "STEPS", DOUBTED]
    moved = {
        law: [
            item["id"]
            for item in open_projects(record)
            if item["policy"]["share"] >= HALF > item["baseline"]["share"]
        ]
        for law, record in main.items()
    }
    more = {law: change(record, "ndpr_oxide", YEAR) for law, record in main.items()}
    price = good(cascade, "ndpr_oxide")
    return {
        "A floor on oxide brings one separation plant, the cascade European metal plants beside it, and "
        "contracts two mines with their refineries.": (
            moved["oxide-only"] == ["white_mesa_2"]
            and {"white_mesa_2", "lcm_lacq"} <= set(moved["cascade"]) <= {"white_mesa_2", *METAL_PLANTS}
            and moved["contracts-instead"] == ["nolans", "dubbo"]
        ),
        "The contracts add most oxide, and users pay less with them than without.": (
            more["contracts-instead"] > max(more["oxide-only"], more["cascade"])
            and at(contracts["user_bill_cumulative"], YEAR).value < 0.0
        ),
        "The cascade takes magnets at first and has given them back by 2031.": (
            change(cascade, "ndfeb_magnet", 2027) < -5.0
            and change(cascade, "ndfeb_magnet", 2031) > 0.0
            and change(cascade, "ndfeb_magnet", YEAR) > 5.0
        ),
        "The oxide floor alone takes a third of the metal at once and has given it back by 2031.": (
            change(oxide, "ndpr_metal", 2027) < -25.0
            and change(oxide, "ndpr_metal", 2031) > 0.0
            and change(oxide, "ndpr_metal", YEAR) > 5.0
        ),
        "Makers in the zone sell far below 110.": at(price["price"]["policy"], YEAR).value < 75.0,
        "Doubt costs oxide and saves users nothing.": (
            change(doubted, "ndpr_oxide", YEAR) < more["cascade"]
            and at(doubted["user_bill_cumulative"], YEAR).value
            > 0.95 * at(cascade["user_bill_cumulative"], YEAR).value
        ),
        "Paid to makers, the same money brings more oxide and more magnets, and less metal.": (
            change(equal, "ndpr_oxide", YEAR) > more["cascade"]
            and change(equal, "ndfeb_magnet", YEAR) > change(cascade, "ndfeb_magnet", YEAR)
            and change(equal, "ndpr_metal", YEAR) < change(cascade, "ndpr_metal", YEAR)
        ),
        "Doubt does nothing to contracts, which outlive their rulebook.": (
            abs(
                change(every["contracts-instead", "STEPS", DOUBTED], "ndpr_oxide", YEAR)
                - more["contracts-instead"]
            )
            < 1.0
        ),
        "The zone does not live through a stop either way.": all(
            test[law]["served"]["ev"] < 50.0 for test in cascade["cut_off"] for law in ("baseline", "policy")
        ),
    }
