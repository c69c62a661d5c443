"""A storm over the bot: kills and a bad network while people ask; see `storm`. By hand: python -m tests.matrix.chaos"""
