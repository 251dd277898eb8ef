"""The public site: static pages and the JSON beside them, complete without the application and without JavaScript.

Imports the domain, the templates and `notices.rendering.formats`; the fragments of each report come in frozen and are
shown as they are. Add a page as a template in `templates/<lang>/site/` and a function in `pages.py`; words go to
`templates/<lang>/site/words.toml`.
"""
