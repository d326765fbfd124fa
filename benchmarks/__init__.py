"""Measurements, never assertions: each table compares alternatives within one run on one machine."""
