"""The doors out: each takes finished text and returns a receipt.

A door may import the domain and `port.py`, and no other door; vendor libraries and vendor words stay inside it.
What calls by HTTP goes by `http_line.py`, what places files by `static_files.py`, so that limits hold everywhere.
Add one: copy the nearest folder (`channel.py spec.py codes.py README.md`) and give it one line in `registry.py`.
"""
