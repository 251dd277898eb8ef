"""The door to X: one stand-alone post per notice, on the carrier's own account.

May import the domain, `channels.port`, `channels.http_line`, tweepy with requests, and twitter-text-parser. A new
answer of X gets a row in `codes.py`.
"""
