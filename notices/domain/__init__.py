"""The nouns and their moves: what an incident, a notice and a delivery are.

Imports the standard library only; no I/O, no clock: times and ids are passed in.
Add a noun as a file of its own; a new fact about an incident goes to `incident_event.py` and `incident.py`.
"""
