"""dnsmasq, as every resolver that it can be."""

COMMON = ["dnsmasq", "--keep-in-foreground", "--conf-file=/dev/null", "--no-resolv", "--no-hosts", "--pid-file=",
          "--listen-address=127.0.0.1", "--bind-interfaces", "--no-daemon", "--log-facility=-"]

RESOLVERS = {
    # Every name is absent but these; one has a TXT record only.
    "dns": ["--address=/#/", "--txt-record=noaddr.lab.test,none", "--host-record=dual.lab.test,127.0.0.1,::1",
            "--host-record=proxy.lab.test,127.0.0.1"],
    "dns-refused": [],
    "dns-sinkhole": ["--address=/#/0.0.0.0"],
    "dns-sinkhole-loopback": ["--address=/#/127.0.0.1", "--address=/#/::1"],
}


def command(name: str, port: int) -> list[str]:
    return [*COMMON, f"--port={port}", *RESOLVERS[name]]
