"""What all campaigns share: the dice, and the figures that they print."""

import os
import random
import time
from collections.abc import Iterator

import pytest


class Campaign:
    """The dice of a campaign, and its figures, which are printed at the end."""

    def __init__(self) -> None:
        self.seed = int(os.environ.get("CAMPAIGN_SEED", "20261122"))
        self.random = random.Random(self.seed)
        self.figures: dict[str, object] = {}


@pytest.fixture
def campaign(
    request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> Iterator[Campaign]:
    made, started = Campaign(), time.monotonic()
    yield made
    figures = ", ".join(f"{name} {figure}" for name, figure in made.figures.items())
    with capsys.disabled():
        print(
            f"\n{request.node.name}: seed {made.seed}, {figures},"
            f" {time.monotonic() - started:.1f} s"
        )
