"""What a newcomer does first: set-up, fonts, an installed wheel."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from conftest import ROOT, SETTINGS, TEMPLATE, write

CARD = 'id = "tablets"\nversion = "1"\nissued = 2026-01-02\nreview_due = 2027-01-02\n'


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_theme_languages_and_fonts_with_their_licences(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    for name in ("render/theme/leaflet.typ", "render/theme/style.css", "languages/ar.toml", "fonts.toml"):
        assert f"leaflets/{name}" in names
    for folder in ("noto-sans", "vazirmatn", "noto-nastaliq-urdu", "noto-sans-devanagari", "noto-sans-sc"):
        mine = [name for name in names if name.startswith(f"leaflets/fonts/{folder}/")]
        assert len([name for name in mine if name.endswith(".ttf")]) == 2
        assert f"leaflets/fonts/{folder}/LICENSE_FONT" in mine


def test_the_wheel_works_in_a_new_environment_outside_the_clone(wheel, tmp_path):
    """The packages it needs are this environment's, so that no network is needed; leaflets itself is the wheel's."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "venv"], check=True)
    site = next((tmp_path / "venv").glob("lib/python*/site-packages"))
    zipfile.ZipFile(wheel).extractall(site)
    mine = next(Path(sys.prefix).glob("lib/python*/site-packages"))
    (site / "needed.pth").write_text(f"{mine}\n")
    root = tmp_path / "clinic"
    write(root / "leaflets.toml", SETTINGS)
    write(root / "templates/tablets/leaflet.toml", CARD)
    write(root / "templates/tablets/leaflet.html", TEMPLATE)
    python = tmp_path / "venv/bin/python"
    where = subprocess.run(
        [python, "-c", "import leaflets; print(leaflets.__file__)"],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    assert where.stdout.startswith(str(site))
    subprocess.run([python, "-m", "leaflets", "build"], cwd=root, check=True, capture_output=True)
    assert (root / "build/en/tablets.pdf").read_bytes().startswith(b"%PDF")


def copy(tmp_path, *names):
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def fonts(root, npm):
    """Run scripts/fonts with a made-up npm client."""
    path = write(root / "bin/npm", f"#!/bin/sh\n{npm}\n")
    path.chmod(0o755)
    path = f"{root / 'bin'}:{Path(sys.base_prefix) / 'bin'}:/usr/bin:/bin"
    command = ["python3", root / "scripts/fonts"]
    return subprocess.run(command, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False)


def test_a_font_that_is_not_the_pinned_one_is_refused(tmp_path):
    root = copy(tmp_path, "scripts/fonts", "src/leaflets/fonts.toml")
    bad = 'mkdir -p "$4/package/400Regular" && echo no > "$4/package/400Regular/NotoSans_400Regular.ttf" && tar czf "$4/x.tgz" -C "$4" package'
    result = fonts(root, bad)
    assert result.returncode == 3
    assert "has the SHA-256" in result.stderr
    assert "Do not use it" in result.stderr
    assert not list((root / "src/leaflets").glob("fonts/*/*.ttf"))


def test_no_network_is_said_in_one_sentence(tmp_path):
    root = copy(tmp_path, "scripts/fonts", "src/leaflets/fonts.toml")
    result = fonts(root, "echo 'network request failed' >&2; exit 1")
    assert result.returncode == 3
    assert "could not be fetched: network request failed" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_missing_font_stops_a_build_with_exit_3(small, monkeypatch, leaflets, tmp_path):
    monkeypatch.setattr("leaflets.fonts.FOLDER", tmp_path / "none")
    result = leaflets("build", "--lang", "ru")
    assert result.exit_code == 3
    assert "is missing" in result.output
    assert "scripts/fonts" in result.output
    assert not small.output.exists()
    result = leaflets("doctor")
    assert result.exit_code == 3
    assert "0 of 10 files are the pinned ones" in result.output


def test_the_command_of_a_clone_hands_its_arguments_on_from_any_folder(tmp_path):
    result = subprocess.run(
        [ROOT / "scripts/leaflets", "status", "--format", "json"],
        cwd=ROOT / "docs",
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0
    assert '"ar"' in result.stdout
    outside = subprocess.run(
        [ROOT / "scripts/leaflets", "status"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert outside.returncode == 2
    named = [ROOT / "scripts/leaflets", "--project", ROOT, "status"]
    assert subprocess.run(named, cwd=tmp_path, capture_output=True, check=False).returncode == 0


def test_nothing_of_a_registry_or_third_party_is_in_git():
    files = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert not [name for name in files.stdout.split("\n") if name.endswith((".ttf", ".woff2", ".otf"))]
