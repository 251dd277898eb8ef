"""`shuchi init DIR`: writes a commented carrier profile to begin with."""

from pathlib import Path

import click

from notices.domain.errors import InputError
from notices.messages import say

FILE_NAME = "carrier.toml"


@click.command("init", help=say("init.help"))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """Never overwrites a profile."""
    from notices.profile.carrier_toml import EXAMPLE
    from notices.profile.inputs_toml import EXAMPLE as INPUTS_EXAMPLE
    from notices.profile.inputs_toml import FILE_NAME as INPUTS_FILE_NAME

    target = folder / FILE_NAME
    inputs = folder / INPUTS_FILE_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            file.write(EXAMPLE.read_bytes())
        if not inputs.exists():
            inputs.write_bytes(INPUTS_EXAMPLE.read_bytes())
    except FileExistsError as error:
        raise InputError("profile_exists" if folder.is_dir() else "not_a_folder", path=error.filename) from error
    except OSError as error:
        raise InputError("cannot_write", path=error.filename or target, reason=error.strerror) from error
    click.echo(say("init.done", path=target))
    click.echo(say("init.inputs", path=inputs))
