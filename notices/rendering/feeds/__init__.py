"""The feeds: one of incidents and one of reports, each as RSS 2.0, Atom and JSON Feed 1.1 (O2).

Imports the site's model, addresses and words, and feedgen. A feed's entries are chosen in `entries.py`; a further
format gets a file of its own and a line in `render.py`.
"""

from notices.rendering.feeds.render import render_feeds

__all__ = ["render_feeds"]
