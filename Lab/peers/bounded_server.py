"""Listens for many peers in one process: a thread a connection, bounded in number, in time and in life."""

import dataclasses
import json
import os
import select
import socket
import ssl
import struct
import sys
import threading
import time
from collections.abc import Callable

CONNECTIONS = 512
CONNECTION_SECONDS = 60.0
LIFE_SECONDS = float(os.environ.get("LAB_LIFE_SECONDS", "1800"))
FAREWELL_SECONDS = 2.0


class Conversation:
    """One accepted connection, plain or TLS. No call on it outlives the connection's time."""

    def __init__(self, connection: socket.socket):
        self.socket = connection
        self.deadline = time.monotonic() + CONNECTION_SECONDS

    def secure(self, context: ssl.SSLContext) -> None:
        """The server's side of a TLS handshake."""
        self.hurry()
        self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        self.socket.do_handshake()

    def hurry(self) -> None:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("this connection has had its time")
        self.socket.settimeout(left)

    def receive(self, size: int = 65_536) -> bytes:
        """Some bytes; none when the other side has ended."""
        self.hurry()
        return self.socket.recv(size)

    def receive_until(self, end: bytes, limit: int = 65_536) -> bytes:
        data = b""
        while end not in data and len(data) < limit and (more := self.receive()):
            data += more
        return data

    def send(self, data: bytes) -> None:
        self.hurry()
        self.socket.sendall(data)

    def hold(self) -> None:
        """Says nothing until the other side leaves or the time is up."""
        while self.receive():
            pass

    def pause(self, seconds: float) -> None:
        """Waits; fails when the time is up."""
        self.hurry()
        time.sleep(seconds)

    def reset(self) -> None:
        """Ends with an RST."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()

    def finish(self, farewell: bool = True) -> None:
        """Ends with a FIN, after TLS's own goodbye if `farewell`.

        Takes in what the other side still sends: closing with bytes unread would make the kernel send an RST,
        and the last bytes sent could be lost.
        """
        if self.socket.fileno() < 0:
            return
        try:
            self.socket.settimeout(FAREWELL_SECONDS)
            if farewell and isinstance(self.socket, ssl.SSLSocket):
                say_goodbye(self.socket)
            raw = socket.socket(fileno=os.dup(self.socket.fileno()))
            with raw:
                raw.settimeout(FAREWELL_SECONDS)
                raw.shutdown(socket.SHUT_WR)
                until = time.monotonic() + FAREWELL_SECONDS
                while time.monotonic() < until and raw.recv(65_536):
                    pass
        except (OSError, ValueError):
            pass  # The other side left first.
        finally:
            self.socket.close()


def say_goodbye(connection: ssl.SSLSocket) -> None:
    """Sends close_notify, and does not wait for the other side's."""
    connection.setblocking(False)
    try:
        connection.unwrap()
    except (ssl.SSLWantReadError, ssl.SSLWantWriteError, ssl.SSLError, OSError):
        pass


Handler = Callable[[Conversation], None]


@dataclasses.dataclass
class Listener:
    socket: socket.socket
    handler: Handler


class BoundedServer:
    """The peers of one process."""

    def __init__(self):
        self.folder = sys.argv[1]
        self.announcement: list[dict] = []
        self._listeners: list[Listener] = []
        self._places = threading.BoundedSemaphore(CONNECTIONS)
        self._parent = os.getppid()
        self._end = time.monotonic() + LIFE_SECONDS

    def listen(self, name: str, about: str, handler: Handler) -> None:
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listening.bind(("127.0.0.1", 0))
        listening.listen(128)
        self._listeners.append(Listener(listening, handler))
        self.announce(name, listening.getsockname()[1], about)

    def announce(
        self, name: str, port: int, about: str, awaited: str = "nothing", address: str = "127.0.0.1"
    ) -> None:
        """Says that a peer is there; it is, as soon as its socket listens."""
        self.announcement.append(
            {"name": name, "port": port, "about": about, "awaited": awaited, "address": address}
        )

    def forget_last(self) -> None:
        """Takes back the peer that was listened for last."""
        self._listeners.pop().socket.close()
        self.announcement.pop()

    def serve(self) -> None:
        """Prints where the peers are, and serves them until the parent is gone or the time is up."""
        print(json.dumps(self.announcement), flush=True)
        poll = select.poll()
        by_number = {one.socket.fileno(): one for one in self._listeners}
        for number in by_number:
            poll.register(number, select.POLLIN)
        while os.getppid() == self._parent and time.monotonic() < self._end:
            for number, _ in poll.poll(500):
                self._accept(by_number[number])

    def _accept(self, listener: Listener) -> None:
        if not self._places.acquire(timeout=1):
            return  # Full: the connection waits in the backlog.
        connection, _ = listener.socket.accept()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(
            target=self._converse, args=(Conversation(connection), listener.handler), daemon=True
        ).start()

    def _converse(self, conversation: Conversation, handler: Handler) -> None:
        try:
            handler(conversation)
        except (OSError, ValueError):
            pass  # The other side left, refused or ran out of time, which is what the faults are for.
        finally:
            conversation.finish()
            self._places.release()
