"""A free loopback port that stays free."""

from __future__ import annotations

import random
import socket

BELOW = 32_768
"""Linux takes the near end of outgoing connections from here on (net.ipv4.ip_local_port_range): a client that keeps
asking for a server that is down would in the end be given the server's own port, and the server could not come back."""

ABOVE = 20_000


def free_port() -> int:
    """A port nobody listens on, and that no outgoing connection will be given."""
    for port in random.sample(range(ABOVE, BELOW), 200):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise OSError("No loopback port is free.")
