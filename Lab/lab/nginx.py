"""nginx: the healthy service, and the certificates and protocols that go wrong."""

import pathlib

from .http_faults import TENANT

FOREIGN = "11111111-2222-4333-8444-555555555555"

# name -> (certificate, key, TLS protocols, further directives)
TLS_PEERS = {
    "expired": ("expired.pem", "expired.key", "TLSv1.2 TLSv1.3", ""),
    "not-yet-valid": ("not-yet-valid.pem", "not-yet-valid.key", "TLSv1.2 TLSv1.3", ""),
    "wrong-name": ("wrong-name.pem", "wrong-name.key", "TLSv1.2 TLSv1.3", ""),
    "self-signed": ("self-signed.pem", "self-signed.key", "TLSv1.2 TLSv1.3", ""),
    "untrusted": ("untrusted.pem", "untrusted.key", "TLSv1.2 TLSv1.3", ""),
    "intercepted": ("intercepted.pem", "intercepted.key", "TLSv1.2 TLSv1.3", ""),
    "intermediate": ("intermediate.chain.pem", "below-issuing.key", "TLSv1.2 TLSv1.3", ""),
    "missing-intermediate": ("below-issuing.pem", "below-issuing.key", "TLSv1.2 TLSv1.3", ""),
    "tls10-only": ("good.pem", "good.key", "TLSv1", "ssl_ciphers ALL:@SECLEVEL=0;"),
    "tls11-only": ("good.pem", "good.key", "TLSv1.1", "ssl_ciphers ALL:@SECLEVEL=0;"),
    "tls12-only": ("good.pem", "good.key", "TLSv1.2", ""),
    "cipher-mismatch": ("good.pem", "good.key", "TLSv1.2", "ssl_ciphers ECDHE-ECDSA-CAMELLIA128-SHA256;"),
    "client-certificate-page": ("good.pem", "good.key", "TLSv1.2 TLSv1.3", "ssl_client_certificate {pki}/root.pem; ssl_verify_client on;"),
    "hostile-certificate": ("hostile.pem", "hostile.key", "TLSv1.2 TLSv1.3", ""),
    "many-names": ("many-names.pem", "many-names.key", "TLSv1.2 TLSv1.3", ""),
}


def openid(tenant: str, path: str) -> str:
    base = "https://login.microsoftonline.com"
    return (f'{{"issuer":"{base}/{tenant}/v2.0","token_endpoint":"{base}/{path}/oauth2/v2.0/token",'
            f'"authorization_endpoint":"{base}/{path}/oauth2/v2.0/authorize","jwks_uri":"{base}/{path}/discovery/v2.0/keys",'
            '"cloud_instance_name":"microsoftonline.com","cloud_graph_host_name":"graph.windows.net","tenant_region_scope":null}')


def discovery(tenant: str) -> str:
    return ('{"DeviceRegistrationService":{"RegistrationEndpoint":"https://enterpriseregistration.windows.net/EnrollmentServer/'
            'DeviceEnrollmentWebService.svc","ServiceVersion":"1.0"},"AuthenticationService":{"OAuth2":{"AuthCodeEndpoint":'
            f'"https://login.microsoftonline.com/{tenant}/oauth2/authorize","TokenEndpoint":"https://login.microsoftonline.com/'
            f'{tenant}/oauth2/token"}}}},"DeviceJoinService":{{"JoinEndpoint":"https://enterpriseregistration.windows.net/'
            'EnrollmentServer/device/","JoinResourceId":"urn:ms-drs:enterpriseregistration.windows.net","ServiceVersion":"2.0"},'
            f'"TenantInfo":{{"TenantId":"{tenant}","TenantName":"contoso.com","DisplayName":"Contoso"}}}}')


def service(listens: list[str], tls: str, sign_in_tenant: str, registration_tenant: str) -> str:
    """The sites of one copy of the service."""
    unknown = '{"error":"invalid_tenant","error_description":"AADSTS90002: Tenant not found.","error_codes":[90002]}'
    head = "".join(f"listen {listen};" for listen in listens) + tls
    return f"""
    server {{ {head} server_name login.microsoftonline.com;
      default_type application/json; add_header x-ms-request-id $request_id always; add_header x-ms-ests-server "2.1 - LAB" always;
      location /common/ {{ return 200 '{openid("{tenantid}", "common")}'; }}
      location /contoso.com/ {{ return 200 '{openid(sign_in_tenant, sign_in_tenant)}'; }}
      location /{sign_in_tenant}/ {{ return 200 '{openid(sign_in_tenant, sign_in_tenant)}'; }}
      location / {{ return 400 '{unknown}'; }} }}
    server {{ {head} server_name enterpriseregistration.windows.net;
      default_type application/json;
      location /contoso.com/ {{ return 200 '{discovery(registration_tenant)}'; }}
      location /microsoft.com/ {{ return 200 '{discovery("72f988bf-86f1-41af-91ab-2d7cd011db47")}'; }}
      location / {{ return 400 '{{"error":"unknown"}}'; }} }}
    server {{ {head} server_name discovery.dm.microsoft.com enrollment.dm.microsoft.com checkin.dm.microsoft.com;
      default_type text/plain; return 404 'not here'; }}
    server {{ {head} server_name _; default_type text/plain; return 200 'ok'; }}
    """


def configuration(folder: pathlib.Path, pki: pathlib.Path, ports: dict[str, int]) -> str:
    tls = f"ssl_certificate {pki}/good.pem; ssl_certificate_key {pki}/good.key;"
    at = lambda name: f"127.0.0.1:{ports[name]} ssl"
    sites = [
        service([at("healthy")], tls, TENANT, TENANT),
        service([at("healthy-dual"), f"[::1]:{ports['healthy-dual']} ssl"], tls, TENANT, TENANT),
        service([at("foreign-tenant")], tls, FOREIGN, TENANT),
    ]
    for name, (certificate, key, protocols, more) in TLS_PEERS.items():
        sites.append(
            f"server {{ listen {at(name)}; ssl_certificate {pki}/{certificate}; ssl_certificate_key {pki}/{key};"
            f" ssl_protocols {protocols}; {more.replace('{pki}', str(pki))} default_type text/plain; return 200 'ok'; }}\n")
    return f"""
daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/nginx.log warn; worker_rlimit_nofile 4096;
events {{ worker_connections 2048; }}
http {{
  access_log off; client_body_temp_path {folder}/nginx-body; proxy_temp_path {folder}/nginx-proxy;
  fastcgi_temp_path {folder}/nginx-fastcgi; uwsgi_temp_path {folder}/nginx-uwsgi; scgi_temp_path {folder}/nginx-scgi;
  ssl_session_tickets off; server_names_hash_bucket_size 128;
  {"".join(sites)}
}}
"""
