"""Words that readers do not understand, or that misled them, and what to write instead (用語, W1–W4, W6).

Imports the domain and where the words lie (`notices.resources`); nothing above. The words are data: one file per
language, `glossary/<language>.toml`, whose head explains every field. A word is an entry there, proved by its `specs`;
a new field is read in `reading.py` and kept in `entry.py`; how a word is recognised in a text belongs to `fold.py` and
`matching.py`.
"""

from notices.glossary.entry import Entry
from notices.glossary.glossary import Glossary
from notices.glossary.reading import load_glossary

__all__ = ["Entry", "Glossary", "load_glossary"]
