"""The command line `shuchi`: one module per command, each with a `command`.

May import everything below; what is heavy is imported inside the command, so that `shuchi --help` stays quick. Add a
command as a module here and a line in `COMMANDS`; its sentences stand in `locale/*/cli.po`.
"""

from notices.cli.main import main

__all__ = ["main"]
