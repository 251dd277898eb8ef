"""Keeps the records: SQLAlchemy Core tables, Alembic migrations, one repository class per noun.

Answers `notices.desk.ports`; may import the desk's ports and the domain. Add a table to `tables.py`, a migration to
`migrations/versions/`, and its queries to the module of its noun.
"""
