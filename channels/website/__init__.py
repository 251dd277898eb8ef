"""The door to the public site: finished files are put where a web server or CDN shows them.

May import the domain, `channels.port` and `channels.static_files`. What a page says belongs to
`notices.rendering.site`, not here.
"""
