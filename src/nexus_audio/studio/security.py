"""Who may ask the studio for something: the browser of whoever started it, and nobody else.

Other pages in the same browser, and other users of the machine, can send requests to
127.0.0.1 as well. So each request must name this very server as its host (a page that
rebinds its own name to 127.0.0.1 does not), carry the cookie that the address with the
secret key gave, and, where it changes something, come from one of our own pages with the
token that only these hold.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SAFE = frozenset({"GET", "HEAD"})
CSRF_HEADER = "x-csrf"
CSRF_FIELD = "csrf"
_DAYS = 30

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:;"
    " media-src 'self' blob:; connect-src 'self'; frame-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'"
)
_BUILT = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
    " img-src 'self' data:; media-src 'self'; connect-src 'none'; form-action 'none';"
    " base-uri 'none'; frame-ancestors 'self'"
)
BUILT = "/built/"
"""Below this lies what was built: pages that templates of the host's can fill."""


def load_key(path: Path) -> str:
    """The secret of this workspace's studio, made at first; only its owner may read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(32))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii").strip()


@dataclass(frozen=True, slots=True)
class Lock:
    """What must fit: the secret key, and the names under which this server may be asked."""

    key: str
    hosts: frozenset[str]
    """As `127.0.0.1:8710`."""
    port: int

    @property
    def cookie(self) -> str:
        """The cookie's name; browsers share cookies between the ports of a machine."""
        return f"nexus-audio-{self.port}"

    @property
    def csrf(self) -> str:
        """The token that every changing request must bring; it cannot be had from the cookie."""
        return self._derived("csrf")

    def _derived(self, purpose: str) -> str:
        return hmac.new(self.key.encode(), purpose.encode(), hashlib.sha256).hexdigest()

    def opens(self, key: str) -> bool:
        """Whether it is the key."""
        return hmac.compare_digest(key.encode(), self.key.encode())

    def admits(self, request: Request) -> bool:
        """Whether the request carries the cookie."""
        given = request.cookies.get(self.cookie, "")
        return hmac.compare_digest(given.encode(), self._derived("cookie").encode())

    def trusts(self, token: object) -> bool:
        """Whether it is the token of our own pages."""
        return hmac.compare_digest(str(token or "").encode(), self.csrf.encode())

    def admit(self, response: Response) -> None:
        """Give the cookie."""
        response.set_cookie(
            self.cookie,
            self._derived("cookie"),
            max_age=_DAYS * 86_400,
            httponly=True,
            samesite="strict",
        )


class Gate:
    """Lets in what fits the lock, and tells browsers what our pages may do."""

    def __init__(self, app: ASGIApp, lock: Lock) -> None:
        self.app = app
        self.lock = lock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        nonce = scope.setdefault("state", {})["nonce"] = secrets.token_urlsafe(16)
        policy = _BUILT if scope["path"].startswith(BUILT) else _POLICY.format(nonce=nonce)

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = policy
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "same-origin"
                headers["Cross-Origin-Opener-Policy"] = "same-origin"
                headers["Cross-Origin-Resource-Policy"] = "same-origin"
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        answer = self._refusal(Request(scope)) or self.app
        await answer(scope, receive, guarded)

    def _refusal(self, request: Request) -> Response | None:
        """What is answered instead; none when the request may pass."""
        if request.headers.get("host", "").lower() not in self.lock.hosts:
            return _refused("This address is not the studio's.", 421)
        if request.method in SAFE and "key" in request.query_params:
            return self._let_in(request)
        if not self.lock.admits(request):
            return _refused(
                "The studio does not know this browser. Open the address that the terminal shows: "
                "it ends in ?key=…\n\nDas Studio kennt diesen Browser nicht. Öffnen Sie die "
                "Adresse, die im Terminal steht; sie endet auf ?key=…"
            )
        if request.method not in SAFE and not self._is_ours(request):
            return _refused("This did not come from a page of the studio.")
        return None

    def _let_in(self, request: Request) -> Response:
        if not self.lock.opens(request.query_params["key"]):
            return _refused("This is not the key.")
        rest = [item for item in request.query_params.multi_items() if item[0] != "key"]
        target = request.url.path.replace("//", "/") + (f"?{urlencode(rest)}" if rest else "")
        response = RedirectResponse(target, 303)
        self.lock.admit(response)
        return response

    def _is_ours(self, request: Request) -> bool:
        """Whether a changing request comes from our own origin; browsers always say so."""
        origin = request.headers.get("origin")
        if origin is not None:
            return origin.lower() == f"http://{request.headers['host'].lower()}"
        return request.headers.get("sec-fetch-site", "same-origin") == "same-origin"


def _refused(why: str, code: int = 403) -> Response:
    return PlainTextResponse(why + "\n", code)
