"""Who calls the courier, and when: one process with SQLite today, many machines later, behind one port.

May import the courier and what it imports. Add an engine as a module that answers `port.Engine`.
"""
