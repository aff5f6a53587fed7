"""squid and tinyproxy: a proxy with a wildcard rule, one without, an open one, one that wants a sign-in, one that inspects."""

import os
import pathlib
import shutil
import subprocess

HOSTS = [
    "login.microsoftonline.com", "enterpriseregistration.windows.net", "discovery.dm.microsoft.com",
    "enrollment.dm.microsoft.com", "checkin.dm.microsoft.com", "device.login.microsoftonline.com", "www.example.com",
    "crl.microsoft.com", "ctldl.windowsupdate.com", "www.microsoft.com", "crl3.digicert.com", "ocsp.digicert.com",
    "oneocsp.microsoft.com", "a.lab.test", "b.lab.test",
]

CERTGEN = "/usr/lib/squid/security_file_certgen"

COMMON = """
http_port 127.0.0.1:{port} {bump}
pid_filename {folder}/{name}.pid
cache_log {folder}/{name}.log
access_log none
cache deny all
cache_mem 8 MB
memory_cache_shared off
pinger_enable off
visible_hostname lab
hosts_file {folder}/hosts
dns_nameservers 127.0.0.1
dns_timeout 400 milliseconds
dns_retransmit_interval 100 milliseconds
shutdown_lifetime 0 seconds
coredump_dir {folder}
cache_effective_user {user}
connect_timeout 2 seconds
"""

SERVICE = ".login.microsoftonline.com .windows.net login.microsoftonline.com .digicert.com .windowsupdate.com crl.microsoft.com www.microsoft.com oneocsp.microsoft.com a.lab.test"

RULES = {
    "squid": f"acl service dstdomain {SERVICE.replace('.login.microsoftonline.com ', '')} .dm.microsoft.com\n"
             "http_access allow service\nhttp_access deny all\n",
    "squid-no-wildcard": f"acl service dstdomain {SERVICE.replace('.login.microsoftonline.com ', '')} discovery.dm.microsoft.com"
                         " enrollment.dm.microsoft.com checkin.dm.microsoft.com\nhttp_access allow service\nhttp_access deny all\n",
    "squid-denying": "http_access deny all\n",
    "squid-open": "http_access allow all\n",
    "squid-auth": "auth_param basic program /bin/false\nauth_param basic realm lab\nacl known proxy_auth REQUIRED\n"
                  "http_access allow known\nhttp_access deny all\n",
    "squid-bump": "http_access allow all\nsslcrtd_program {certgen} -s {folder}/ssl_db -M 4MB\nsslcrtd_children 1\n"
                  "ssl_bump bump all\nsslproxy_cert_error allow all\ntls_outgoing_options flags=DONT_VERIFY_PEER\n",
}


def squid(folder: pathlib.Path, pki: pathlib.Path, name: str, port: int, user: str) -> list[str]:
    """The command of one squid; its files are under `folder`."""
    bump = ""
    if name == "squid-bump":
        bump = f"ssl-bump tls-cert={pki}/inspection.both.pem generate-host-certificates=on dynamic_cert_mem_cache_size=4MB"
        if not (folder / "ssl_db").exists():
            subprocess.run([CERTGEN, "-c", "-s", f"{folder}/ssl_db", "-M", "4MB"], check=True, capture_output=True, timeout=20)
            for path in [folder / "ssl_db", *(folder / "ssl_db").rglob("*")]:
                shutil.chown(path, user)
    text = COMMON.format(port=port, bump=bump, folder=folder, name=name, user=user)
    text += RULES[name].replace("{certgen}", CERTGEN).replace("{folder}", str(folder))
    (folder / f"{name}.conf").write_text(text)
    # Squids that share a service name share memory segments, also with those of another lab.
    return ["squid", "-N", "-n", f"lab{os.getpid()}{name.replace('-', '')}", "-f", str(folder / f"{name}.conf")]


def tinyproxy(folder: pathlib.Path, port: int) -> list[str]:
    (folder / "tinyproxy.filter").write_text("login\\.microsoftonline\\.com\n\\.dm\\.microsoft\\.com\nenterpriseregistration\\.windows\\.net\na\\.lab\\.test\n")
    (folder / "tinyproxy.conf").write_text(
        f'Port {port}\nListen 127.0.0.1\nTimeout 10\nMaxClients 50\nFilter "{folder}/tinyproxy.filter"\nFilterDefaultDeny Yes\n'
        f'LogFile "{folder}/tinyproxy.log"\n')
    return ["tinyproxy", "-d", "-c", str(folder / "tinyproxy.conf")]
