"""nginx: the healthy services, and the certificates and protocols that go wrong."""

import dataclasses

from .folder import FOREIGN_TENANT, TENANT, Folder, filled, listed
from .ports import Ports, can_bind
from .program import Peer, Program


@dataclasses.dataclass
class Site:
    """One port of nginx. `lines` are directives of its server block."""

    about: str
    certificate: str | None = "good"
    lines: tuple[str, ...] = ()
    dual: bool = False
    side: str = "home"


OLD = "ssl_ciphers ALL:@SECLEVEL=0"
EXACT_NAMES = "exact names only"

SITES = {
    "healthy": Site("the services as they should be, by Host header; TLS 1.2 and 1.3, IPv4"),
    "healthy-v4-only": Site("as healthy: a port where only 127.0.0.1 listens"),
    "healthy-dual": Site("as healthy: a port where 127.0.0.1 and ::1 listen", dual=True),
    "healthy-v6-blackhole": Site("as healthy on 127.0.0.1; ::1 at the same port drops SYNs"),
    "healthy-h2": Site("as healthy, with HTTP/2", lines=("http2",)),
    "healthy-http": Site("plain HTTP, 200 with a revocation list", certificate=None, lines=("revocation",)),
    "foreign-tenant": Site("as healthy, but sign-in names another tenant than registration", side="foreign"),
    "expired": Site("a certificate that ended in 2020", "expired"),
    "not-yet-valid": Site("a certificate that begins in two days", "not-yet-valid"),
    "wrong-name": Site("a certificate for other.example", "wrong-name"),
    "self-signed": Site("a certificate that is its own issuer", "self-signed"),
    "untrusted": Site("a certificate by an authority that is given to nobody", "untrusted"),
    "intercepted": Site("a certificate by the Inspection CA", "intercepted"),
    "intermediate": Site("a full chain through the Issuing CA", "intermediate"),
    "missing-intermediate": Site("the same leaf without the Issuing CA", "missing-intermediate"),
    "hostile-certificate": Site(
        "subject and issuer hold escapes, controls, NUL, bytes that are not UTF-8", "hostile"
    ),
    "many-names": Site("a certificate with 2,000 names (55 kB)", "many-names"),
    "tls10-only": Site("TLS 1.0 and nothing else", lines=("ssl_protocols TLSv1", OLD)),
    "tls11-only": Site("TLS 1.1 and nothing else", lines=("ssl_protocols TLSv1.1", OLD)),
    "tls12-only": Site("TLS 1.2 and nothing else", lines=("ssl_protocols TLSv1.2",)),
    "cipher-mismatch": Site(
        "only a cipher without encryption, which no client offers: handshake_failure",
        lines=("ssl_protocols TLSv1.2", "ssl_ciphers ECDHE-ECDSA-NULL-SHA:@SECLEVEL=0"),
    ),
    "client-certificate-nginx": Site(
        "completes the handshake, then answers 400 for want of a client certificate",
        lines=("ssl_verify_client on", "ssl_client_certificate ../pki/root.pem"),
    ),
    "plain-http-on-tls-port": Site("plain HTTP where TLS is expected", certificate=None),
    "sni-strict": Site(
        "documented names are served; any other gets the alert unrecognized_name", lines=(EXACT_NAMES,)
    ),
}


def program(folder: Folder, ports: Ports) -> Program:
    six = can_bind("::1", 0)
    peers, servers = [], []
    for name, site in SITES.items():
        both = six and (site.dual or name == "healthy-v6-blackhole")
        port = ports.choose(("127.0.0.1", "::1") if both else ("127.0.0.1",))
        peers.append(Peer(name, port, site.about))
        servers.append(server(site, port, dual=site.dual and six))
    # The same policy page under the name that says how it is done.
    peers.append(Peer("client-certificate-page", port_of(peers, "client-certificate-nginx"), "the same port"))
    own = folder.part("nginx")
    (own / "service.conf").write_text(filled("service.conf"))
    (own / "nginx.conf").write_text(
        filled("nginx.conf.in", servers="\n".join(servers), tenant=TENANT, foreign=FOREIGN_TENANT)
    )
    return Program("nginx", ["nginx", "-p", f"{own}/", "-e", "stderr", "-c", "nginx.conf"], own, peers)


def port_of(peers: list[Peer], name: str) -> int:
    return next(peer.port for peer in peers if peer.name == name)


def server(site: Site, port: int, dual: bool) -> str:
    secure = ["ssl"] if site.certificate else []
    options = " ".join(["", *secure, *(["http2"] if "http2" in site.lines else [])])
    addresses = [f"127.0.0.1:{port}", *([f"[::1]:{port}"] if dual else [])]
    lines = [f"listen {address}{options}" for address in addresses]
    if site.certificate:
        lines.append(f"ssl_certificate ../pki/{site.certificate}.pem")
    lines += [line for line in site.lines if line not in ("http2", "revocation", EXACT_NAMES)]
    if EXACT_NAMES in site.lines:
        refusal = block([f"listen 127.0.0.1:{port} ssl default_server", "ssl_reject_handshake on"])
        return refusal + block(
            lines
            + ["server_name " + " ".join(listed("hosts")), f"set $side {site.side}", "include service.conf"]
        )
    if "revocation" in site.lines:
        return block(
            [*lines, "default_type application/pkix-crl", "charset off"],
            "location / { root ../pki; try_files /root.crl =404; }",
        )
    return block([*lines, f"set $side {site.side}", "include service.conf"])


def block(lines: list[str], location: str = "") -> str:
    return "  server { " + " ".join(line + ";" for line in lines) + f" {location} }}\n"
