"""Sources -> raw rows or blocks. Nothing here knows what a service or a passage is."""
