"""A provider that takes every message at once, in a process of its own, so that it costs nobody else time."""

import asyncio
import itertools
import json
import sys

_NUMBERS = itertools.count(1)
LIMIT = 1 << 20


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Requests one after the other, each answered with an id."""
    try:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            await reader.readexactly(_length(head))
            body = json.dumps({"messages": [{"id": f"wamid.taken.{next(_NUMBERS)}"}]}).encode()
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body))
            writer.write(body)
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            return int(value)
    return 0


async def main() -> None:
    """Says its port, and ends with its standard input."""
    sys.stdin.readline()
    server = await asyncio.start_server(serve, "127.0.0.1", 0, limit=LIMIT)
    sys.stdout.write(json.dumps({"port": server.sockets[0].getsockname()[1]}) + "\n")
    sys.stdout.flush()
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(main())
