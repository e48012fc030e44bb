"""https before a server of the tests: bytes are decrypted and handed on as they are."""

from __future__ import annotations

import asyncio
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

CERTIFICATE = "certificate.pem"


def certificate(folder: Path) -> Path:
    """A certificate for 127.0.0.1 that nobody signed, beside its key; for a day."""
    made, key = folder / CERTIFICATE, folder / "key.pem"
    subprocess.run(
        [
            *(str(shutil.which("openssl")), "req", "-x509", "-nodes", "-days", "1"),
            *("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
            *("-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"),
            *("-keyout", str(key), "-out", str(made)),
        ],
        check=True,
        capture_output=True,
    )
    return made


@contextmanager
def encrypted(port: int, folder: Path) -> Iterator[str]:
    """The https address of a server at a port of this machine; its certificate is in `folder`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / CERTIFICATE, folder / "key.pem")
    front: Future[tuple[int, asyncio.AbstractEventLoop, asyncio.Event]] = Future()

    async def relay(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        to_read, to_write = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(_pump(reader, to_write), _pump(to_read, writer))

    async def serve() -> None:
        stop = asyncio.Event()
        async with await asyncio.start_server(relay, "127.0.0.1", 0, ssl=context) as server:
            ours: int = server.sockets[0].getsockname()[1]
            front.set_result((ours, asyncio.get_running_loop(), stop))
            await stop.wait()
            server.close()
            for task in asyncio.all_tasks() - {asyncio.current_task()}:
                task.cancel()

    thread = Thread(target=asyncio.run, args=(serve(),), daemon=True)
    thread.start()
    ours, loop, stop = front.result(timeout=30)
    try:
        yield f"https://127.0.0.1:{ours}"
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(1 << 16):
            writer.write(data)
            await writer.drain()
        writer.close()
    except OSError:
        writer.close()
    except asyncio.CancelledError:
        writer.transport.abort()
        raise
