"""The files to deploy with say what they promise, as far as a machine without Docker can tell."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]


def test_the_container_is_not_root_and_checks_its_health() -> None:
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    last = [line.split()[0] for line in lines if line[:1].isupper()]
    assert "USER relais" in lines
    assert last.index("USER") < last.index("ENTRYPOINT")
    assert "HEALTHCHECK" in last
    copied = [line.split()[1] for line in lines if line.startswith("COPY") and "--from" not in line]
    assert [name for name in copied if not (ROOT / name).exists()] == []


def test_compose_locks_relais_in_and_keeps_secrets_in_files() -> None:
    compose: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
    relais = compose["services"]["relais"]
    assert relais["read_only"] is True
    assert relais["cap_drop"] == ["ALL"]
    assert set(compose["services"]) == {"relais", "synapse", "postgres"}
    assert all("file" in secret for secret in compose["secrets"].values())
    named = {name for service in compose["services"].values() for name in service.get("secrets", [])}
    assert named == set(compose["secrets"])
    used = {mount.split(":")[0] for s in compose["services"].values() for mount in s["volumes"] if mount[0] not in "./"}
    assert used == set(compose["volumes"])


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not on this machine")
def test_the_unit_is_valid_and_hardened(tmp_path: Path) -> None:
    text = (ROOT / "deploy" / "relais.service").read_text()
    assert "LoadCredential=password:" in text
    assert "DynamicUser=yes" in text
    unit = tmp_path / "relais.service"
    unit.write_text(text.replace("/opt/relais/bin/relais", "/bin/true"))
    checked = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False)
    complaints = [line for line in checked.stderr.splitlines() if "relais.service" in line]
    assert complaints == []
