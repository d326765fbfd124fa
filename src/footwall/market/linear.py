"""Dense linear systems of the kernel's size, compiled.

A few dozen to 250 unknowns, one system a scenario: plain elimination inside the compiled loop is as fast as
a call to LAPACK there, starts no threads of its own and needs no library loaded. Three rows in four of a
column are zero in a chain, and are left alone.
"""

from __future__ import annotations

from footwall.market.compiled import compiled, compiled_sum
from footwall.market.system import FloatArray, IntArray

SMALLEST_PIVOT = 1e-300
LANES = 8
"""Rows are padded with zeros to a multiple of this, and worked on from one: no odd ends for the processor."""


def padded(unknowns: int) -> int:
    """Length of a padded row."""
    return -(-unknowns // LANES) * LANES


@compiled_sum
def solve_dense(matrix: FloatArray, right: FloatArray, solution: FloatArray, rows: IntArray) -> bool:
    """Gaussian elimination with partial pivoting; destroys ``matrix`` and ``right``.

    ``matrix`` is (n, padded n) with zeros in the padding, ``solution`` (padded n,), ``rows`` (n,) scratch.
    Returns False, with ``solution`` unusable, where no pivot is left.
    """
    n, width = matrix.shape
    for k in range(n):
        count = 0
        for i in range(k + 1, n):
            rows[count] = i
            count += 1 if matrix[i, k] != 0.0 else 0
        pivot, size = k, abs(matrix[k, k])
        for m in range(count):
            if abs(matrix[rows[m], k]) > size:
                pivot, size = rows[m], abs(matrix[rows[m], k])
        if not size > SMALLEST_PIVOT:
            return False
        if pivot != k:
            for j in range(width):
                matrix[k, j], matrix[pivot, j] = matrix[pivot, j], matrix[k, j]
            right[k], right[pivot] = right[pivot], right[k]
        if count == 0:
            continue
        first = (k + 1) // LANES * LANES
        pivot_row = matrix[k, first : _end_of_row(matrix[k], first)]
        last = first + pivot_row.shape[0]
        inverse, pivot_right = 1.0 / matrix[k, k], right[k]
        for m in range(count):
            i = rows[m]
            factor = matrix[i, k] * inverse
            right[i] -= factor * pivot_right
            row = matrix[i, first:last]
            for j in range(row.shape[0]):
                row[j] -= factor * pivot_row[j]
    solution[:] = 0.0
    for k in range(n - 1, -1, -1):
        row = matrix[k]
        total = 0.0
        pivot_value = row[k]
        for j in range((k + 1) // LANES * LANES, width):
            total += row[j] * solution[j]
        solution[k] = (right[k] - total) / pivot_value
    blank = 0.0
    for k in range(n):
        blank += 0.0 * solution[k]
    return blank == 0.0


@compiled
def _end_of_row(row: FloatArray, first: int) -> int:
    """Where the last block of a padded row from ``first`` on ends that is not all zero."""
    last = len(row)
    while last > first:
        size = 0.0
        for j in range(last - LANES, last):
            size += abs(row[j])
        if size != 0.0:
            break
        last -= LANES
    return last


@compiled_sum
def slope_along(matrix: FloatArray, step: FloatArray, value: FloatArray) -> float:
    """valueᵀ·matrix·step: the slope of ½‖value‖² along ``step`` where ``matrix`` is its Jacobian."""
    total = 0.0
    for i in range(value.shape[0]):
        row = matrix[i]
        along = 0.0
        for j in range(row.shape[0]):
            along += row[j] * step[j]
        total += along * value[i]
    return total


@compiled
def normal_equations(
    matrix: FloatArray, right: FloatArray, square: FloatArray, projected: FloatArray
) -> None:
    """Fill ``square`` = matrixᵀ·matrix, zero in its padding, and ``projected`` = matrixᵀ·right."""
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
