"""Text for terminals and files whose encoding lacks some of the characters that Footwall prints.

A typographic minus must not become a question mark: a sign is part of a number. Result files are always
UTF-8 and do not pass through here.
"""

from __future__ import annotations

import codecs
import sys

HANDLER = "footwall-plain"
REPLACED = ("strict", "backslashreplace")
"""Handlers that Python gives to standard output and to standard error by itself."""
PLAIN = {
    "−": "-",
    "–": "-",
    "—": "-",
    "‑": "-",
    "─": "-",
    "│": "|",
    "╭": "+",
    "╮": "+",
    "╰": "+",
    "╯": "+",
    "…": "...",
    "·": "*",
    "×": "x",
    "⟂": "perp",
    "≤": "<=",
    "≥": ">=",
    "≈": "~",
    "→": "->",
    "∞": "inf",
    "Σ": "sum",
    "Π": "prod",
    "∂": "d",
    "∫": "int",
    "√": "sqrt",
    "²": "^2",
    "½": "1/2",
    "⊥": "perp",
    "α": "alpha",
    "β": "beta",
    "γ": "gamma",
    "δ": "delta",
    "ε": "epsilon",
    "η": "eta",
    "θ": "theta",
    "κ": "kappa",
    "λ": "lambda",
    "μ": "mu",
    "ν": "nu",
    "ρ": "rho",
    "σ": "sigma",
    "τ": "tau",
    "φ": "phi",
    "ω": "omega",
    "Δ": "Delta",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "ℓ": "l",
}


def spell_out_what_is_missing() -> None:
    """Print a plain spelling where standard output or error cannot encode a character."""
    codecs.register_error(HANDLER, _spelled_out)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and stream.errors in REPLACED:
            reconfigure(errors=HANDLER)


def _spelled_out(problem: UnicodeError) -> tuple[str, int]:
    if not isinstance(problem, UnicodeEncodeError):
        raise problem
    missing = problem.object[problem.start : problem.end]
    return "".join(PLAIN.get(character, "?") for character in missing), problem.end
