"""Stand-ins for the vendors, speaking their real HTTP and SMTP on this machine alone, and the replay of real outages.

May import everything below it but `notices.web`; nothing imports it but tests, the CLI and the demo.
Add a stand-in as a file of its own with a `router`, wire it in `server.py`, and let `behaviour.py` misbehave for it.
"""
