"""Fits the guard's tagger (bot/guard/tagger.py) on the messages of tests/guard. Not needed to run it."""
