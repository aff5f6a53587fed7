"""Listening sockets and the threads behind them, bounded in number and time."""

import socket
import ssl
import struct
import threading

LIFETIME = 60.0
MAXIMUM_CONNECTIONS = 600


class Peers:
    """Peers of this process, by name; each connection has a thread and a limit."""

    def __init__(self):
        self.ports: dict[str, int] = {}
        self.slots = threading.BoundedSemaphore(MAXIMUM_CONNECTIONS)

    def listen(self, name: str, handle, address: str = "127.0.0.1", port: int = 0, backlog: int = 128) -> socket.socket:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((address, port))
        listener.listen(backlog)
        self.ports[name] = listener.getsockname()[1]
        if handle:
            threading.Thread(target=self._accept, args=(listener, handle), daemon=True).start()
        return listener

    def listen_tls(self, name: str, context: ssl.SSLContext, handle) -> None:
        def secured(connection: socket.socket) -> None:
            with context.wrap_socket(connection, server_side=True) as tls:
                handle(tls)
        self.listen(name, secured)

    def _accept(self, listener: socket.socket, handle) -> None:
        while True:
            connection, _ = listener.accept()
            self.slots.acquire()
            threading.Thread(target=self._serve, args=(connection, handle), daemon=True).start()

    def _serve(self, connection: socket.socket, handle) -> None:
        try:
            connection.settimeout(LIFETIME)
            handle(connection)
        except (OSError, ValueError):
            pass  # The other side left, which is what most faults are for.
        finally:
            connection.close()
            self.slots.release()


def reset(connection: socket.socket) -> None:
    """Closes with a reset instead of a farewell."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def read_request(connection) -> bytes:
    """The head of an HTTP request, at most 64 KiB."""
    data = b""
    while b"\r\n\r\n" not in data and len(data) < 65536:
        more = connection.recv(4096)
        if not more:
            break
        data += more
    return data


def hold(connection) -> None:
    """Says nothing until the other side leaves or the limit comes."""
    while connection.recv(4096):
        pass
