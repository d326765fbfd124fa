"""Dense linear systems of the kernel's size, compiled.

A few dozen to 250 unknowns, one system a scenario: plain elimination inside the compiled loop is as fast as
a call to LAPACK there, starts no threads of its own and needs no library loaded.
"""

from __future__ import annotations

import numpy as np

from footwall.market.compiled import compiled
from footwall.market.system import FloatArray

SMALLEST_PIVOT = 1e-300


@compiled
def solve_dense(matrix: FloatArray, right: FloatArray, solution: FloatArray) -> bool:
    """Gaussian elimination with partial pivoting; destroys ``matrix`` and ``right``.

    Returns False, with ``solution`` unusable, where no pivot is left.
    """
    n = right.shape[0]
    for k in range(n):
        pivot, size = k, abs(matrix[k, k])
        for i in range(k + 1, n):
            if abs(matrix[i, k]) > size:
                pivot, size = i, abs(matrix[i, k])
        if not size > SMALLEST_PIVOT:
            return False
        if pivot != k:
            for j in range(k, n):
                matrix[k, j], matrix[pivot, j] = matrix[pivot, j], matrix[k, j]
            right[k], right[pivot] = right[pivot], right[k]
        top = matrix[k]
        for i in range(k + 1, n):
            if matrix[i, k] != 0.0:
                row = matrix[i]
                factor = row[k] / top[k]
                for j in range(k + 1, n):
                    row[j] -= factor * top[j]
                right[i] -= factor * right[k]
    for k in range(n - 1, -1, -1):
        row = matrix[k]
        total = right[k]
        for j in range(k + 1, n):
            total -= row[j] * solution[j]
        solution[k] = total / row[k]
    return bool(np.all(np.isfinite(solution)))


@compiled
def normal_equations(
    matrix: FloatArray, right: FloatArray, square: FloatArray, projected: FloatArray
) -> None:
    """Fill ``square`` = matrixᵀ·matrix and ``projected`` = matrixᵀ·right."""
    n = right.shape[0]
    square[:] = 0.0
    projected[:] = 0.0
    for k in range(n):
        row = matrix[k]
        for i in range(n):
            if row[i] != 0.0:
                projected[i] += row[i] * right[k]
                target = square[i]
                for j in range(n):
                    target[j] += row[i] * row[j]
