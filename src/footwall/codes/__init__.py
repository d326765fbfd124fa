"""International codes: countries (ISO 3166-1 alpha-3), members of the EU, the Harmonised System.

It knows codes and nothing about regions of a chain: which country stands alone there is a matter of facts.
"""

from footwall.codes.countries import Country, countries, country, eu_members, likely_country
from footwall.codes.harmonised_system import hs6, reads_as_number

__all__ = ["Country", "countries", "country", "eu_members", "hs6", "likely_country", "reads_as_number"]
