"""The sign-in service: tokens for whoever proves to be the application, by a library that the tool does not use."""

import base64
import dataclasses
import hashlib
import json
import pathlib
import threading
import time
import uuid

import jwt
from cryptography import x509

CLIENT = "6a1d0c52-9b3e-4f27-8c15-0e4b7d9a2f10"
SECRET = "Lab~Client.Secret-1"
EXPIRED_SECRET = "Lab~Client.Secret-0"
IDENTITY_HEADER = "Identity-Header.1"
TENANT = "8f3b1c5e-2d47-4a60-9c1e-7b5a0d9e4f21"
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code"
SCOPES = {
    "https://graph.microsoft.com/.default": "graph",
    "https://api.securitycenter.microsoft.com/.default": "defender",
}
MESSAGES = {
    53003: "Access has been blocked by Conditional Access policies.",
    65001: "The user or administrator has not consented to use the application.",
    500011: "The resource principal named https://api.securitycenter.microsoft.com was not found in the tenant.",
    700016: f"Application with identifier '{CLIENT}' was not found in the directory.",
    700024: "Client assertion is not within its valid time range.",
    700027: "The certificate with identifier used to sign the client assertion is not registered on application.",
    7000112: "Application is disabled.",
    7000215: "Invalid client secret provided.",
    7000222: "The provided client secret keys for app are expired.",
    90002: "Tenant not found. Check to make sure you have the correct tenant ID.",
}
registered: dict[str, x509.Certificate] = {}
used: set[str] = set()
lock = threading.Lock()


@dataclasses.dataclass
class Token:
    tenant: str
    service: str
    expires: float
    number: int


tokens: dict[str, Token] = {}
issued: dict[tuple[str, str], int] = {}
codes: dict[str, dict] = {}


def register(files: dict[str, pathlib.Path]) -> None:
    """Uploads the application's certificates, as an administrator would."""
    for title in ("app.pem", "expired.pem", "early.pem"):
        certificate = x509.load_pem_x509_certificate(files[title].read_bytes())
        digest = hashlib.sha256(certificate.public_bytes(encoding=_der())).digest()
        registered[base64.urlsafe_b64encode(digest).rstrip(b"=").decode()] = certificate


def _der():
    from cryptography.hazmat.primitives.serialization import Encoding

    return Encoding.DER


class Refusal(Exception):
    def __init__(self, code: int, error: str = "invalid_client", words: str = ""):
        super().__init__(code)
        self.body = {
            "error": error,
            "error_description": f"AADSTS{code}: {words or MESSAGES.get(code, 'No.')}\r\nTrace ID: {uuid.uuid4()}",
            "error_codes": [code],
            "timestamp": "2026-11-26 00:00:00Z",
        }


def encoded(part: dict) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


def issue(tenant: str, service: str, life: int = 3599, opaque: bool = False) -> dict:
    audience = next(scope for scope, name in SCOPES.items() if name == service).removesuffix("/.default")
    claims = {"aud": audience, "tid": TENANT, "exp": int(time.time()) + life, "jti": str(uuid.uuid4())}
    text = f"{encoded({'alg': 'none'})}.{encoded(claims)}.{uuid.uuid4().hex}"
    if opaque:
        text = uuid.uuid4().hex
    with lock:
        number = issued[(tenant, service)] = issued.get((tenant, service), 0) + 1
        tokens[text] = Token(tenant, service, time.time() + life, number)
    return {"token_type": "Bearer", "expires_in": life, "access_token": text}


def verify(assertion: str, client: str, audience: str) -> None:
    """Raises a refusal for an assertion that Entra ID would not take either."""
    header = jwt.get_unverified_header(assertion)
    if header.get("alg") != "PS256" or header.get("typ") != "JWT":
        raise Refusal(700027, words=f"The header is {header}.")
    certificate = registered.get(header.get("x5t#S256", ""))
    if certificate is None:
        raise Refusal(700027)
    try:
        claims = jwt.decode(
            assertion,
            certificate.public_key(),
            algorithms=["PS256"],
            audience=audience,
            issuer=client,
            options={"require": ["exp", "nbf", "iat", "jti", "iss", "sub", "aud"]},
        )
    except (jwt.ExpiredSignatureError, jwt.ImmatureSignatureError) as error:
        raise Refusal(700024) from error
    except jwt.InvalidTokenError as error:
        raise Refusal(700027, words=f"{type(error).__name__}: {error}") from error
    with lock:
        if claims["sub"] != client or claims["exp"] - claims["iat"] > 600 or claims["jti"] in used:
            raise Refusal(700027, words="The claims are wrong, or were used before.")
        used.add(claims["jti"])
    now = time.time()
    if not certificate.not_valid_before.timestamp() - 86_400 <= now <= certificate.not_valid_after.timestamp():
        raise Refusal(700027, words="The key was expired.")


def token(tenant: str, habit: str, form: dict[str, str], address: str) -> dict:
    """What the token endpoint answers; raises a refusal."""
    if habit.isdigit():
        raise Refusal(int(habit))
    if form.get("grant_type") == DEVICE_CODE:
        return redeem(form)
    service = SCOPES.get(form.get("scope", "").removesuffix(" offline_access"))
    if service is None:
        raise Refusal(500011, "invalid_resource")
    if habit == f"no-{service}":
        raise Refusal(500011, "invalid_resource")
    if form.get("client_id") != CLIENT:
        raise Refusal(700016, "unauthorized_client")
    if form.get("grant_type") == "refresh_token":
        if form.get("refresh_token") != f"refresh-{tenant}":
            raise Refusal(700082, "invalid_grant")
        return issue(tenant, service) | {"refresh_token": f"refresh-{tenant}"}
    if "client_secret" in form:
        if form["client_secret"] == EXPIRED_SECRET:
            raise Refusal(7000222)
        if form["client_secret"] != SECRET:
            # Some services repeat what they were given.
            raise Refusal(7000215, words=f"Invalid client secret provided: {form['client_secret']}.")
    elif form.get("client_assertion_type") == ASSERTION:
        verify(form.get("client_assertion", ""), CLIENT, address)
    else:
        raise Refusal(7000216)
    return issue(tenant, service)


def device_code(tenant: str, habit: str, form: dict[str, str]) -> dict:
    code = uuid.uuid4().hex
    answers = {
        "pending": ["authorization_pending"],
        "declined": ["authorization_declined"],
        "expired": ["expired_token"],
        "slow": ["slow_down"],
    }.get(habit, [])
    with lock:
        codes[code] = {"tenant": tenant, "answers": list(answers), "scope": form.get("scope", "")}
    return {
        "device_code": code,
        "user_code": "LAB-CODE",
        "verification_uri": "https://microsoft.com/devicelogin",
        "expires_in": 900,
        "interval": 0,
        "message": "To sign in, use a web browser.",
    }


def redeem(form: dict[str, str]) -> dict:
    with lock:
        grant = codes.get(form.get("device_code", ""))
        error = "bad_verification_code" if grant is None else None
        if grant and grant["answers"]:
            error = grant["answers"].pop(0)
    if error or grant is None:
        refusal = Refusal(70016, error or "", "Not yet.")
        raise refusal
    service = SCOPES.get(grant["scope"].removesuffix(" offline_access"), "graph")
    return issue(grant["tenant"], service) | {"refresh_token": f"refresh-{grant['tenant']}"}
