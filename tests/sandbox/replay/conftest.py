"""Every replay is made once for all tests that look at it, whichever process runs them."""

import fcntl
import os
import pickle

import pytest
from worlds.replays import replayed


@pytest.fixture
def outcome(request, tmp_path_factory):
    """The replay that the test names, made by whoever asks first."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    kept = shared / f"replay-{request.param}.pickle"
    with kept.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            kept.write_bytes(pickle.dumps(replayed(request.param, shared / f"replay-{request.param}")))
    return pickle.loads(kept.read_bytes())


def pytest_collection_modifyitems(items):
    """All tests of one replay go to one process, so that none waits while another makes what both look at."""
    for item in items:
        name = getattr(item, "callspec", None) and item.callspec.params.get("outcome")
        if name:
            item.add_marker(pytest.mark.xdist_group(name))
