"""Federation servers, right and wrong: what they describe of themselves, and what they answer at it.

Which of them a domain has says the sign-in service; `healthy` calls contoso.com managed and federated.lab.test
federated with sts.lab.test.
"""

import os
import pathlib
import ssl

from .bounded_server import BoundedServer, Conversation, Handler
from .http_answers import END, HTML, JSON, TEXT, message

HOST = "sts.lab.test"
PREFIX = "/adfs/services/trust"
METADATA = f"{PREFIX}/mex"
XML = "Content-Type: text/xml; charset=utf-8"
KINDS = ("windowstransport", "usernamemixed", "certificatemixed")
ALL = tuple(f"{PREFIX}/{version}/{kind}" for version in ("2005", "13") for kind in KINDS)
MIXED = tuple(path for path in ALL if "windowstransport" not in path)
OTHER_PRODUCT = ("/idp/sts.wst", "/idp/sts.wst?TokenProcessorId=kerberos")

Answers = dict[str, bytes]


def metadata(paths: tuple[str, ...], host: str = HOST) -> bytes:
    ports = "\n".join(
        f'    <wsdl:port name="port{number}" binding="tns:binding{number}">'
        f'<soap12:address location="https://{host}{path}"/><wsa10:EndpointReference>'
        f"<wsa10:Address>https://{host}{path}</wsa10:Address></wsa10:EndpointReference></wsdl:port>"
        for number, path in enumerate(paths)
    )
    template = pathlib.Path(__file__).parent.parent / "answers" / "federation-metadata.xml"
    return template.read_text(encoding="utf-8").replace("@PORTS@", ports).encode()


def service(path: str) -> bytes:
    """What AD FS says to a GET at one of its endpoints."""
    if path.endswith("windowstransport"):
        return message("401 Unauthorized", b"", "WWW-Authenticate: Negotiate", "WWW-Authenticate: NTLM")
    return message("400 Bad Request", b"", TEXT)


def serving(listed: tuple[str, ...], more: Answers | None = None) -> Handler:
    """A server that describes `listed` and serves it, but for the answers of `more`, by path."""
    answers = {METADATA: message("200 OK", metadata(listed), XML)}
    answers |= {path: service(path) for path in listed} | (more or {})

    def handle(conversation: Conversation) -> None:
        line = conversation.receive_until(END).split(b" ", 2)
        path = line[1].decode("latin-1") if len(line) > 1 else ""
        conversation.send(answers.get(path) or message("404 Not Found", b"not here\n", TEXT))

    return handle


def describing(body: bytes, kind: str = XML) -> Handler:
    """A server whose description of itself is `body`, and which serves what it should."""
    return serving(ALL, {METADATA: message("200 OK", body, kind)})


def moved(to: str) -> bytes:
    return message("302 Found", b"", f"Location: {to}")


def down(path: str) -> bytes:
    return message("503 Service Unavailable", f"{path} is not served\n".encode(), TEXT)


def bomb() -> bytes:
    """Four billion services out of a kilobyte."""
    entities = ['<!ENTITY l0 "windowstransport">']
    entities += [f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' for number in range(1, 10)]
    return metadata(ALL).replace(b"?>", f"?><!DOCTYPE d [{''.join(entities)}]>".encode(), 1).replace(
        b"</wsdl:service>", b"<wsdl:port><wsdl:documentation>&l9;</wsdl:documentation></wsdl:port></wsdl:service>"
    )


def outside() -> bytes:
    """Takes its services from a file of the reader's host."""
    doctype = b'?><!DOCTYPE d [<!ENTITY file SYSTEM "file:///etc/passwd">]>'
    return metadata(ALL).replace(b"?>", doctype, 1).replace(b"SecurityTokenService", b"&file;")


def descriptions() -> dict[str, tuple[str, Handler]]:
    good = metadata(ALL)
    page = b"<html><head><title>Sign in</title></head><body><p>Welcome</p></body></html>"
    return {
        "sts": ("describes all endpoints and serves them", serving(ALL)),
        "sts-2005": ("has windowstransport of 2005 alone", serving((ALL[0], *MIXED))),
        "sts-no-windowstransport": ("has no windowstransport", serving(MIXED)),
        "sts-other-product": ("has the paths of another product", serving(OTHER_PRODUCT)),
        "sts-nothing": ("describes no service", serving(())),
        "sts-garbage": ("describes itself by random bytes", describing(os.urandom(2000))),
        "sts-page": ("describes itself by a sign-in page", describing(page, HTML)),
        "sts-json": ("describes itself in JSON", describing(b'{"service":[]}', JSON)),
        "sts-cut": ("a description that ends in the middle", describing(good[: len(good) // 2])),
        "sts-bomb": ("a description that expands to gigabytes", describing(bomb())),
        "sts-external": ("a description that includes a file of the reader's", describing(outside())),
        "sts-deep": ("100,000 elements in one another", describing(b"<a>" * 100_000 + b"</a>" * 100_000)),
        "sts-huge": ("3 MB of description", describing(good + b" " * (3 << 20))),
        "sts-utf-7": ("a description in UTF-7", describing(good.replace(b"utf-8", b"utf-7"))),
        "sts-error": ("503 for its description", serving(ALL, {METADATA: down(METADATA)})),
    }


def services() -> dict[str, tuple[str, Handler]]:
    elsewhere = {METADATA: moved(f"https://other.lab.test{METADATA}")}
    plain = {METADATA: moved(f"http://{HOST}{METADATA}")}
    here = {METADATA: moved("/here"), "/here": message("200 OK", metadata(ALL), XML)}
    twice = {METADATA: moved("/there"), "/there": moved("/here")} | {"/here": here["/here"]}
    foreign = {METADATA: message("200 OK", metadata(ALL, "absent.lab.test"), XML)}
    return {
        "sts-down": ("describes all endpoints, and serves none", serving(ALL, {path: down(path) for path in ALL})),
        "sts-13-down": ("serves windowstransport of 2005, not of 1.3", serving(ALL, {ALL[3]: down(ALL[3])})),
        "sts-moved": ("302 to the description, on the same host", serving(ALL, here)),
        "sts-moved-twice": ("302 to another 302", serving(ALL, twice)),
        "sts-moved-elsewhere": ("302 to another host for the description", serving(ALL, elsewhere)),
        "sts-moved-plain": ("302 to plain HTTP for the description", serving(ALL, plain)),
        "sts-absent-hosts": ("describes endpoints at a host that does not exist", serving((), foreign)),
    }


def realms() -> dict[str, tuple[str, Handler]]:
    def answer(body: str) -> Handler:
        def handle(conversation: Conversation) -> None:
            conversation.receive_until(END)
            conversation.send(message("200 OK", body.encode(), JSON))

        return handle

    return {
        "realm-odd": ("a realm of a kind that there is not", answer('{"account_type":"Guest\\u001b[31m"}')),
        "realm-no-metadata": ("a federated realm without metadata", answer('{"account_type":"Federated"}')),
        "realm-plain-metadata": (
            "a federated realm whose metadata is at plain HTTP",
            answer('{"account_type":"federated","federation_metadata_url":"http://sts.lab.test/mex"}'),
        ),
        "realm-wrong-types": (
            "a realm of numbers and lists",
            answer('{"account_type":["Federated"],"federation_metadata_url":7}'),
        ),
    }


def main() -> None:
    server = BoundedServer()
    folder = pathlib.Path(server.folder)
    good = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    good.load_cert_chain(folder / "pki" / "good.pem", folder / "pki" / "leaf.key")

    def secured(handler: Handler) -> Handler:
        def handle(conversation: Conversation) -> None:
            conversation.secure(good)
            handler(conversation)

        return handle

    for name, (about, handler) in (descriptions() | services() | realms()).items():
        server.listen(name, about, secured(handler))
    server.serve()


main()
