"""Through time: years, investment, shocks and rivals over the market of one period."""
