"""`relais demo`: the whole of Relais on one machine, for five minutes, leaving nothing behind."""
