"""The door to the feeds: finished files are put where a web server or CDN shows them.

May import the domain, `channels.port` and `channels.static_files`. What a feed says belongs to
`notices.rendering.feeds`, not here.
"""
