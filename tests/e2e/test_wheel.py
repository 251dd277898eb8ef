"""The wheel carries everything: words, areas, scenarios and catalogues, and works away from the checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

CHECKOUT = Path(__file__).resolve().parents[2]
CALL = "import sys; from notices.cli import main; main(sys.argv[1:])"


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    """A wheel built offline from this checkout, unpacked as an installer would."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*build, "--wheel-dir", str(folder), str(CHECKOUT)], check=True, capture_output=True)
    [wheel] = folder.glob("shuchi-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def shuchi(unpacked, folder, *arguments, text=""):
    environment = {**os.environ, "PYTHONPATH": str(unpacked), "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-c", CALL, *arguments],
        cwd=folder, env=environment, input=text, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def test_the_glossary_of_the_wheel_finds_a_blocking_term(unpacked, tmp_path):
    """Words are carried inside and found there."""
    done = shuchi(unpacked, tmp_path, "check", "-", "--json", text="輻輳")

    assert (done.returncode, "通信の集中" in done.stdout) == (1, True)


def test_a_scenario_of_the_wheel_renders_every_form(unpacked, tmp_path):
    """Templates, areas, catalogues and scenarios are all there."""
    scenario = unpacked / "notices" / "sandbox" / "scenarios" / "ntt-west-2023-05-25.json"
    done = shuchi(unpacked, tmp_path, "render", str(scenario), "--form", "sms")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("【再現】【障害発生】")
