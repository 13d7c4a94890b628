"""What every test may ask for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

#: Time is measured in tests/benchmarks: a busy machine must not fail a property.  In the gate each run tries the
#: same examples, so that what passed once passes again; at a desk each run tries others.
settings.register_profile("pathways", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("pathways")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def french(monkeypatch):
    """The language of a run, whatever the locale of the machine."""
    monkeypatch.setenv("PATHWAYS_LANG", "fr")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The public record beside the project; absent outside the workshop, owed where CI is set."""
    path = ROOT.parent / "shared"
    if not path.is_dir():
        reason = "the public record is not there (../shared)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return path
