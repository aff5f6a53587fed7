"""Starts every peer that is written in Python, prints their ports as JSON, and ends with its parent."""

import ctypes
import json
import os
import signal
import socket
import ssl
import sys
import time

from . import dns_faults, http_faults, proxy_faults, tcp_faults, tls_faults
from .serving import Peers

LIFETIME = 3600


def main() -> None:
    if not os.environ.get("LAB_STAY"):
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)
    pki, healthy_port = os.environ["LAB_PKI"], int(sys.argv[1])
    good = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    good.load_cert_chain(f"{pki}/good.pem", f"{pki}/good.key")
    socket.setdefaulttimeout(None)
    peers = Peers()
    tcp_faults.start(peers)
    tls_faults.start(peers, good, healthy_port)
    http_faults.start(peers, good)
    proxy_faults.start(peers)
    dns_faults.start(peers)
    print(json.dumps(peers.ports), flush=True)
    time.sleep(LIFETIME)


main()
