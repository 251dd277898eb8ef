"""The bodies of the API: what callers send, what they are answered. Facts and wordings mirror the domain's own.

May import the domain and the desk's types. Add a fact to `notices.domain.incident_event` and it is accepted here.
"""
