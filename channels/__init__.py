"""The doors out: each takes finished text and returns a receipt.

A door may import the domain and `port.py`, and no other door; vendor libraries and vendor words stay inside it.
Add one: copy the nearest folder (`channel.py spec.py codes.py README.md`) and give it one line in `registry.py`.
"""
