"""The door to wholesale partners' systems (卸先事業者): a signed push of facts and ready text.

May import the domain, `channels.port`, `channels.http_line`, aiohttp and standardwebhooks. A partner's answer gets a
row in `codes.py`.
"""
