"""The years to come: the path of the market, the capacity that is built and what investors decide on."""
