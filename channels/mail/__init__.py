"""The door to people's mailboxes, by the carrier's own SMTP relay.

May import the domain, `channels.port` and aiosmtplib. An answer of the relay gets a row in `codes.py`.
"""
