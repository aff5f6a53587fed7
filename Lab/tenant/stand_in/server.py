"""The stand-in's HTTP servers. A tenant's name says which list has which bad habit, such as `machines-html.1.lab.test`."""

import email.utils
import functools
import gzip
import http.server
import json
import pathlib
import re
import socket
import socketserver
import ssl
import struct
import threading
import time
import urllib.parse

from . import lists, sign_in

HUGE = 500 << 20
CONNECTION_SECONDS = 120
requests: list[dict] = []
counts: dict[tuple[str, str], int] = {}
lock = threading.Lock()
ELSEWHERE = {
    "elsewhere": "https://elsewhere.lab.test/v1.0/more?$skiptoken=1",
    "plain": "http://graph.microsoft.com/v1.0/devices?$skiptoken=1",
    "port": "https://graph.microsoft.com:8443/v1.0/devices?$skiptoken=1",
    "user": "https://graph.microsoft.com@elsewhere.lab.test/v1.0/devices",
}


@functools.lru_cache(maxsize=1)
def bomb() -> bytes:
    return gzip.compress(b'{"value":[' + b" " * (100 << 20), 1)


def habit_of(tenant: str) -> tuple[str, str]:
    """The list and its habit, from the first label of the tenant's name."""
    label = tenant.split(".")[0]
    name, _, habit = label.partition("-")
    return name, habit


def turn(tenant: str, what: str) -> int:
    """How often this was asked before for this tenant."""
    with lock:
        counts[(tenant, what)] = counts.get((tenant, what), 0) + 1
        return counts[(tenant, what)] - 1


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = CONNECTION_SECONDS
    is_secure = True

    def setup(self) -> None:
        if self.is_secure:
            self.request.settimeout(CONNECTION_SECONDS)
            self.request.do_handshake()
        super().setup()

    def log_message(self, format, *arguments) -> None:  # noqa: A002
        pass

    @property
    def host(self) -> str:
        return self.headers.get("Host", "").lower()

    def do_GET(self) -> None:
        self.handle_request(b"")

    def do_POST(self) -> None:
        length = min(int(self.headers.get("Content-Length", "0") or "0"), 1 << 20)
        self.handle_request(self.rfile.read(length))

    def handle_request(self, body: bytes) -> None:
        path, _, query = self.path.partition("?")
        if path == "/lab/requests":
            with lock:
                self.answer(200, json.dumps(requests).encode())
            return
        bearer = self.headers.get("Authorization", "").removeprefix("Bearer ")
        token = sign_in.tokens.get(bearer)
        with lock:
            requests.append(
                {
                    "host": self.host,
                    "path": self.path,
                    "secure": self.is_secure,
                    "tenant": token.tenant if token else None,
                    "hasToken": bool(bearer),
                }
            )
        if path.startswith("/metadata/identity/") or path.startswith("/msi/"):
            self.identity(urllib.parse.parse_qs(query))
        elif match := re.fullmatch(r"/([^/]+)/oauth2/v2\.0/(token|devicecode)", path):
            tenant = urllib.parse.unquote(match[1])
            form = dict(urllib.parse.parse_qsl(body.decode(), keep_blank_values=True))
            self.give_token(tenant, match[2], form, f"https://{self.host}{path}")
        else:
            self.service(path, urllib.parse.parse_qs(query), token, bearer)

    # Answers

    def answer(self, status: int, body: bytes, *more: tuple[str, str], kind: str = "application/json") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if "gzip" in self.headers.get("Accept-Encoding", "") and 1000 < len(body) < 1 << 20:
            body = gzip.compress(body, 1)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        for name, value in more:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def refuse(self, status: int, code: str, message: str, *more: tuple[str, str]) -> None:
        self.answer(status, json.dumps({"error": {"code": code, "message": message}}).encode(), *more)

    def page(self) -> None:
        self.answer(200, b"<!DOCTYPE html><html><head><title>Blocked by proxy</title></head></html>", kind="text/html")

    def reset(self) -> None:
        self.wfile.flush()
        self.close_connection = True
        self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def cut(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", "100000")
        self.end_headers()
        self.wfile.write(b'{"value":[{"id":"')
        self.close_connection = True

    def huge(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(HUGE))
        self.end_headers()
        self.wfile.write(b'{"value":[')
        block = b'{"id":"0000000000000000000000000000000000000000"},' * 20_000
        for _ in range(HUGE // len(block)):
            self.wfile.write(block)
        self.close_connection = True

    def bomb(self) -> None:
        """Some hundred kilobytes that become 100 MB."""
        body = bomb()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def hold(self) -> None:
        """Says nothing until the other side leaves."""
        self.close_connection = True
        self.request.settimeout(CONNECTION_SECONDS)
        while self.request.recv(1024):
            pass

    # Sign-in

    def give_token(self, tenant: str, what: str, form: dict[str, str], address: str) -> None:
        name, habit = habit_of(tenant)
        habit = habit if name == "signin" else ""
        if habit == "html":
            self.page()
        elif habit == "silent":
            self.hold()
        elif habit == "down":
            self.refuse(503, "temporarily_unavailable", "Try again.")
        elif habit == "throttled" and turn(tenant, what) == 0:
            self.refuse(429, "too_many_requests", "Slow down.", ("Retry-After", "1"))
        else:
            try:
                answer = sign_in.device_code if what == "devicecode" else None
                body = answer(tenant, habit, form) if answer else sign_in.token(tenant, habit, form, address)
                self.answer(200, json.dumps(body).encode())
            except sign_in.Refusal as refusal:
                self.answer(400, json.dumps(refusal.body).encode())

    def identity(self, query: dict[str, list[str]]) -> None:
        """The identity of a virtual machine or of an App Service, which want no proxy between."""
        resource = query.get("resource", [""])[0]
        service = sign_in.SCOPES.get(f"{resource}/.default")
        is_machine = self.headers.get("Metadata") == "true" and self.path.startswith("/metadata/")
        is_service = self.headers.get("X-IDENTITY-HEADER") == sign_in.IDENTITY_HEADER
        if not is_machine and not is_service or self.headers.get("Via"):
            self.answer(400, b'{"error":"invalid_request","error_description":"Required metadata header not specified"}')
        elif service is None:
            self.answer(400, b'{"error":"invalid_resource","error_description":"AADSTS500011: not found"}')
        else:
            body = sign_in.issue("identity.lab.test", service, opaque=self.path.startswith("/msi/opaque"))
            self.answer(200, json.dumps(body | {"expires_in": str(body["expires_in"])}).encode())

    # Lists

    def service(self, path: str, query: dict, token: sign_in.Token | None, bearer: str) -> None:
        kind = lists.PATHS.get(path, "part" if "configurationPolicies(" in path else "")
        service = "defender" if kind == "machines" else "graph"
        if not kind:
            self.refuse(404, "NotFound", "No such path.")
        elif token is None or token.service != service or token.expires < time.time():
            self.refuse(401, "InvalidAuthenticationToken", f"Access token {bearer} is not valid.")
        else:
            name, habit = habit_of(token.tenant)
            habit = habit if name in (kind, "all") else "many" if name == "large" else ""
            if not self.misbehave(kind, habit, token, query):
                self.listing(kind, path, habit, query, token)

    def misbehave(self, kind: str, habit: str, token: sign_in.Token, query: dict) -> bool:
        """Whether the habit was to answer something else."""
        tenant = token.tenant
        first = ("seconds", "date", "busy", "reset", "cut")
        # Of a connection that had been used before, libcurl itself asks once more.
        times = 2 if habit == "reset" else 1
        if habit in first and turn(tenant, kind) >= times:
            return False
        soon = email.utils.formatdate(time.time() + 1, usegmt=True)
        actions = {
            "seconds": lambda: self.refuse(429, "TooManyRequests", "Wait.", ("Retry-After", "1")),
            "date": lambda: self.refuse(429, "TooManyRequests", "Wait.", ("Retry-After", soon)),
            "forever": lambda: self.refuse(429, "TooManyRequests", "Wait.", ("Retry-After", "3600")),
            "busy": lambda: self.refuse(503, "ServiceUnavailable", "Busy."),
            "down": lambda: self.refuse(502, "BadGateway", "Down."),
            "reset": self.reset,
            "resets": self.reset,
            "cut": self.cut,
            "cuts": self.cut,
            "garbled": lambda: self.answer(200, b'{"value":[{"id":"00"},{"id":'),
            "html": self.page,
            "redirect": lambda: self.answer(302, b"", ("Location", ELSEWHERE["elsewhere"])),
            # It repeats the token, as some services do.
            "refused": lambda: self.refuse(
                401, "InvalidAuthenticationToken", f"Lifetime validation failed of {self.headers['Authorization']}."
            ),
            "echo": lambda: self.answer(
                200, f"<html>{self.headers['Authorization']}</html>".encode(), kind="text/html"
            ),
            "forbidden": lambda: self.refuse(
                403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation."
            ),
            "blocked": lambda: self.answer(403, b"<html>Forbidden by policy</html>", kind="text/html"),
            "absent": lambda: self.refuse(404, "ResourceNotFound", "No machines."),
            "huge": self.huge,
            "bomb": self.bomb,
            "silent": self.hold,
        }
        if habit == "expired" and token.number == 1:
            self.refuse(401, "InvalidAuthenticationToken", "Lifetime validation failed, the token is expired.")
        elif habit == "unselectable" and "$select" in query:
            self.refuse(400, "BadRequest", "Could not find a property named 'managementState'.")
        elif habit == "apart" and "$expand" in query:
            self.refuse(400, "BadRequest", "Expanding is not supported.")
        elif habit in actions:
            actions[habit]()
        else:
            return False
        return True

    def listing(self, kind: str, path: str, habit: str, query: dict, token: sign_in.Token) -> None:
        if kind == "part":
            rows = lists.ASSIGNMENTS if path.endswith("assignments") else lists.SETTINGS
            self.answer(200, lists.document(kind, rows, None))
        elif kind == "policies":
            whole = {"assignments": lists.ASSIGNMENTS, "settings": lists.SETTINGS} if "$expand" in query else {}
            if whole and habit == "parts":
                # Of what is in the list, only the beginning of each policy's settings.
                whole = {"assignments": [], "settings": [], "settings@odata.nextLink": f"{lists.GRAPH}{path}"}
            self.answer(200, lists.document(kind, [lists.POLICY | whole], None))
        elif kind == "organization":
            domains = [*lists.ORGANIZATION["verifiedDomains"], {"name": token.tenant}]
            self.answer(200, lists.document(kind, [lists.ORGANIZATION | {"verifiedDomains": domains}], None))
        elif kind in lists.SINGLE:
            self.answer(200, lists.document(kind, lists.SINGLE[kind], None))
        else:
            self.devices(kind, path, habit, query)

    def devices(self, kind: str, path: str, habit: str, query: dict) -> None:
        first = int(query.get("$skiptoken", ["0"])[0])
        here = f"{lists.origin(kind)}{path}"
        if habit == "many":
            count = int(query.get("$top", ["999"])[0])
            after = first + count
            link = f"{here}?$top={count}&$skiptoken={after}" if after < lists.LARGE else None
            self.answer(200, lists.large(kind, first, min(count, lists.LARGE - first), link))
            return
        # Four devices, two a page.
        if first and habit == "stops":
            self.refuse(500, "InternalServerError", "No.")
            return
        link = None if first else f"{here}?$skiptoken=2"
        link = {"repeat": f"{here}?$skiptoken=2", "garbage": "https://[::1"}.get(habit, ELSEWHERE.get(habit, link))
        rows = [lists.ROWS[kind](number) for number in (first, first + 1)]
        if habit == "odd":
            rows = [lists.odd(row) for row in rows]
        self.answer(200, lists.document(kind, rows, link))


class PlainHandler(Handler):
    is_secure = False


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
    request_queue_size = 128
    context: ssl.SSLContext | None = None

    def server_bind(self) -> None:
        # Without asking a resolver for this host's name, as the ancestor does.
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address[:2]

    def get_request(self):
        connection, address = super().get_request()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self.context:
            connection = self.context.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
        return connection, address

    def handle_error(self, request, client_address) -> None:
        pass  # The other side left, or refused the certificate.


def listen(files: dict[str, pathlib.Path]) -> dict[str, Server]:
    secure = Server(("127.0.0.1", 0), Handler)
    secure.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    secure.context.load_cert_chain(files["server.pem"])
    return {"tls": secure, "plain": Server(("127.0.0.1", 0), PlainHandler)}
