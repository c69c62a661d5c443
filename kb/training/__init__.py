"""Retraining the built-in model and the translation lexicon from a folder of sentence pairs.

`python -m kb.training --data FOLDER --out FOLDER`; see docs/model.md. The running bot imports nothing from here.
"""
