"""A daemon that other machines may reach: with a certificate or not at all, and as near as ever for its own user."""

import asyncio
import json
import ssl
import subprocess
from pathlib import Path

import aiohttp
import pytest

from tests.daemons import REAL, atshot, client_of, daemon, environment, free_port

REMOTE = ("--allow-remote", "--host", "0.0.0.0")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate that its owner has made, and its key."""
    folder = tmp_path_factory.mktemp("tls")
    certificate, key = folder / "cert.pem", folder / "key.pem"
    kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
    names = ["-subj", "/CN=atshot", "-addext", "subjectAltName=IP:127.0.0.1"]
    files = ["-keyout", str(key), "-out", str(certificate)]
    made = subprocess.run(["openssl", "req", "-x509", *kind, *names, *files], capture_output=True, check=False)
    assert 0 == made.returncode, made.stderr.decode()
    return certificate, key


async def test_it_answers_over_tls_and_the_command_line_reaches_it(
    tmp_path: Path, certificate: tuple[Path, Path]
) -> None:
    tls = ("--tls-cert", str(certificate[0]), "--tls-key", str(certificate[1]))
    async with daemon(tmp_path, *REMOTE, *tls) as running, client_of(running.running) as client:
        trusted = ssl.create_default_context(cafile=str(certificate[0]))
        async with client.session.get(f"{running.running.url}/healthz", ssl=trusted) as response:
            health = await response.json()
        status = await asyncio.to_thread(atshot, tmp_path, "status", "--json")
        done = await client.send("white", query="?wait=30")
        with pytest.raises(aiohttp.ClientError):
            await client.session.get(f"http://127.0.0.1:{running.running.port}/healthz")

    assert ("atshot", 0) == (health["name"], status.returncode)
    assert running.said.startswith(f"atshot: listening on https://127.0.0.1:{running_port(status.stdout)};")
    assert "done" == done["state"]


def running_port(status: bytes) -> int:
    return int(json.loads(status)["port"])


@pytest.mark.parametrize(
    "flags", [REMOTE, REMOTE[1:], (*REMOTE, "--tls-cert", "nowhere.pem", "--tls-key", "nowhere.pem")]
)
def test_without_a_certificate_it_does_not_start(tmp_path: Path, flags: tuple[str, ...]) -> None:
    command = [*REAL, "--port", str(free_port()), *flags]
    done = subprocess.run(command, env=environment(tmp_path), capture_output=True, check=False, timeout=30)

    assert (78, 1, True) == (
        done.returncode,
        len(done.stderr.splitlines()),
        done.stderr.endswith(b"(config_invalid)\n"),
    )
