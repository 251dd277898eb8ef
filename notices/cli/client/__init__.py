"""What `shuchi incident` and `shuchi notice` share: the way to the API, and how a person at a shell types and reads.

May import the domain, policy, areas, rendering and messages; never desk or storage: the API alone decides. A new kind
of typed value gets a module of its own; sentences stand in `locale/*/client.po`.
"""
