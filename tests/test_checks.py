"""What must hold for every check, so that the next one is covered before it is written."""

import re

import pytest

from leaflets.checks import __path__ as folder
from leaflets.checks.registry import all_checks

CHECKS = all_checks()


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS.keys())
def test_a_check_finds_its_bad_example_and_leaves_its_good_one(check):
    assert check.finds(check.bad)
    assert not check.finds(check.good)


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS.keys())
def test_a_check_is_the_file_that_its_id_names(check):
    family, name = check.id.split("/")
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)
    assert check.function.__module__ == f"leaflets.checks.{family}.{name.replace('-', '_')}"
    assert check.says
    assert check.rationale


def test_every_file_of_a_family_is_a_check():
    from pathlib import Path

    files = [path for path in Path(folder[0]).glob("*/*.py") if path.stem != "__init__"]
    assert len(files) == len(CHECKS) >= 2
