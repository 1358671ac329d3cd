"""A command that is killed at any moment leaves every file whole."""

import subprocess
import sys

from conftest import ROOT


def test_a_killed_command_leaves_every_file_old_or_new_and_the_next_run_succeeds():
    """A few times each: scripts/attack-kill itself does it more than a hundred times."""
    command = [sys.executable, ROOT / "scripts/attack-kill", "3"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("killed 3 times") == 6
    assert done.stdout.count("Broken: 0.") == 6
