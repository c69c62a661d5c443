"""Fits the guard's prior (bot/guard/prior.py) on the labelled messages of tests/guard. Not needed to run the guard."""
