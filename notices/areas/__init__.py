"""Where: the JIS X 0401/0402 table, reading an area from text, and the sentence that names areas without ambiguity.

Imports the domain and where the words lie (`notices.resources`); nothing above. The table is data (`areas.csv`, written
by `scripts/update-areas`), and so is the wording (`templates/<language>/areas.toml`). A new wording is a line there and
a field in `words.py`; a new way to combine areas belongs to `sentence.py`.
"""
