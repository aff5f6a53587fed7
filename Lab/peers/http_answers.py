"""HTTP messages, and what the healthy services say (the same files that nginx serves)."""

import email.utils
import pathlib
import time

JSON = "Content-Type: application/json; charset=utf-8"
HTML = "Content-Type: text/html; charset=utf-8"
TEXT = "Content-Type: text/plain; charset=utf-8"
IDENTITY = (
    "x-ms-request-id: 7d0f7d5c-5a0e-4b7e-9c15-0d4ad2a90b00",
    "x-ms-ests-server: 2.1.19568.4 - LAB ProdSlices",
)
END = b"\r\n\r\n"


def head(status: str, *headers: str) -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", *headers]).encode("latin-1") + END


def message(status: str, body: bytes, *headers: str, skew: float | None = 0) -> bytes:
    """A whole answer. `skew` is by how many seconds its Date is wrong; none for an answer without one."""
    date = [] if skew is None else ["Date: " + email.utils.formatdate(time.time() + skew, usegmt=True)]
    return head(status, f"Content-Length: {len(body)}", "Connection: close", *date, *headers) + body


def host(request: bytes) -> str:
    """The Host header, without a port; "localhost" where there is none."""
    for line in request.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"host":
            return value.strip().decode("latin-1").rsplit(":", 1)[0].lower() or "localhost"
    return "localhost"


def service(www: pathlib.Path, request: bytes, skew: float | None = 0) -> bytes:
    """What the healthy service says to a request, but for the Date."""
    name, asked = host(request), request.split(b" ", 2)[1:2]
    path = asked[0].decode("latin-1") if asked else "/"
    if name.startswith("login.") and "/.well-known/openid-configuration" in path:
        file = "sign-in-common.json" if path.startswith("/common/") else "sign-in.json"
        return message("200 OK", (www / "home" / file).read_bytes(), JSON, *IDENTITY, skew=skew)
    if name.startswith("enterpriseregistration."):
        return message("200 OK", (www / "home" / "registration.json").read_bytes(), JSON, skew=skew)
    if ".dm.microsoft." in name:
        return message("404 Not Found", b"no such resource\n", TEXT, skew=skew)
    return message("200 OK", f"the lab's {name}\n".encode(), TEXT, skew=skew)
