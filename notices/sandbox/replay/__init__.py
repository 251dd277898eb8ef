"""Replays a real outage on a simulated clock and sets the result against what the carrier did.

Everything about it is throw-away: its own database, its own carrier with fictitious names, stand-ins for every vendor.
May import bootstrap and everything below. Add a fact of the scenario format in `facts.py`.
"""
