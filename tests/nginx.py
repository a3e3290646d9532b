"""nginx with the configuration we ship, on free loopback ports and without TLS."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers import free_port

SHIPPED = Path(__file__).parent.parent / "deploy" / "nginx.conf"
AROUND = """
daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
worker_processes 1;
worker_rlimit_nofile 65536;
events {{ worker_connections 20480; }}
http {{
access_log off;
client_body_temp_path {folder}/body;
proxy_temp_path {folder}/proxy;
fastcgi_temp_path {folder}/fastcgi;
uwsgi_temp_path {folder}/uwsgi;
scgi_temp_path {folder}/scgi;
{shipped}
}}
"""


def adapted(folder: Path, port: int, behind: list[int]) -> str:
    """The shipped file for this machine: other ports, a cache of its own, no certificate."""
    text = SHIPPED.read_text("utf-8")
    text = text[: text.rindex("server {")]  # the redirect from port 80
    text = re.sub(r"listen \[::\].*\n", "", text)
    text = text.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{port};")
    text = re.sub(r"ssl_certificate\S* .*\n", "", text)
    text = text.replace("/var/cache/nginx/livemeeting", f"{folder}/cache")
    servers = "\n".join(f"server 127.0.0.1:{each};" for each in behind)
    return text.replace("server 127.0.0.1:8000;", servers)


@contextmanager
def nginx(*behind: int) -> Iterator[int]:
    """nginx before the servers on these ports; yields its own port."""
    folder, port = Path(tempfile.mkdtemp(prefix="livemeeting-")), free_port()
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    config = folder / "nginx.conf"
    config.write_text(AROUND.format(folder=folder, shipped=adapted(folder, port, list(behind))))
    folder.chmod(0o755)
    server = subprocess.Popen(
        [program, "-e", str(folder / "error.log"), "-p", str(folder), "-c", str(config)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(server, port, folder)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=10)
        shutil.rmtree(folder, ignore_errors=True)


def _wait(server: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    end = time.monotonic() + 10
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if server.poll() is not None or time.monotonic() > end:
                raise RuntimeError((folder / "error.log").read_text()) from None
            time.sleep(0.02)
