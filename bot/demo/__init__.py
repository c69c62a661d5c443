"""A homeserver, five zones and sample data on one machine."""
