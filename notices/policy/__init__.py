"""What the guideline asks: duties as data, rules that check a notice, deadlines, which channels a report takes. Pure.

May import the domain and the standard library alone; words and the glossary's search are passed in (`RuleInput`).
Add a demand as a table in `clauses/<guideline>.toml`, a check as `rules/<id>_<noun>.py` with a line in
`rules/__init__.py` and cases in `tests/policy/cases/`, a kind of notice as a row of `kinds.toml`.
"""
