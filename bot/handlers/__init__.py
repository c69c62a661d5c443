"""One file per thing a person can do. Handlers know `bot.ports`, never nio, and say nothing that is not in the
locales. `intent` decides what a message wants; `pipeline` asks the handlers in order, the guard first."""
