"""A TCP proxy whose every connection is slow in a way that changes by the second.

    python3 slow_proxy.py PORT TARGET TARGET_PORT SEED

Listens on loopback. Bytes are never lost or reordered, but each piece waits for the delay of the moment in each
direction, so that a round trip may take seconds; now and then a connection is broken instead.
"""

import asyncio
import contextlib
import random
import sys

DELAYS = [0, 0, 0, 0.005, 0.05, 0.3, 1.5]
BREAKS = 0.02


class Weather:
    """The delay of the moment."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.delay = 0

    async def change(self):
        while True:
            self.delay = self.random.choice(DELAYS)
            await asyncio.sleep(self.random.uniform(1, 4))


async def pump(reader, writer, weather):
    while piece := await reader.read(65536):
        await asyncio.sleep(weather.delay)
        if weather.delay and weather.random.random() < BREAKS:
            break
        writer.write(piece)
        await writer.drain()
    writer.close()


async def main(port, target, target_port, seed):
    weather = Weather(seed)

    async def serve(reader, writer):
        with contextlib.suppress(OSError):
            far_reader, far_writer = await asyncio.open_connection(target, target_port)
            await asyncio.gather(
                pump(reader, far_writer, weather), pump(far_reader, writer, weather)
            )
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", port)
    async with server:
        await weather.change()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))
