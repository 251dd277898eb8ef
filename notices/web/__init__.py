"""The API under `/api/v1` for the few: the network operations centre, the PR desk, machines.

May import bootstrap and everything below; calls the desk's verbs and decides nothing itself. Add an endpoint in the
module of its noun (and the noun to `app.ROUTERS`), its bodies in `schemas/`, who may call it as a `Right` in
`rights.py`, its refusals as `error.<code>` in `locale/*/web.po`, with a status in `problems.py` where the class has
another.
"""
