"""The frame of the rooms as moderators keep it: reports, decisions, a log without content."""
