"""Who pays, who gains, what leaks, and whether a floor binds: pure functions over solved states.

The room reads a baseline and a policy and computes; it never solves, and it writes no files.
"""
