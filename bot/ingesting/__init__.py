"""Bringing a repertory in while questions are answered: a process of its own reads, compares, embeds and writes."""
