"""The house: what an incident is, what the guideline asks, how a notice is worded, checked, approved and published.

Floors, from the bottom: domain, glossary and areas, rendering and policy, desk, storage; see `pyproject.toml` for who
may import whom. Words are in `templates/` and `glossary/`, duties in `policy/clauses/`. A new room
gets its floor there.
"""
