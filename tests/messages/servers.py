"""Real servers on this computer, for the tests of channels: SMTP by aiosmtpd, and HTTP."""

from __future__ import annotations

import asyncio
import contextlib
import http.server
import json
import socket
import threading
from email import message_from_bytes, policy
from typing import NamedTuple

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult


class Taken(NamedTuple):
    """A letter as a server got it."""

    sender: str
    recipients: list[str]
    content: bytes

    @property
    def message(self):
        return message_from_bytes(self.content, policy=policy.default)


class Post:
    """What an SMTP server is told to do, and what it saw.

    `answers` are replies by address; `slow_after` and `drop_after` name where it goes silent or
    away: MAIL, DATA. `close_each` closes with 421 at the MAIL after so many letters.
    """

    def __init__(self, *, answers=None, slow=None, drop=None, close_after=None, data="250 na fila"):
        self.answers = answers or {}
        self.slow = slow
        self.drop = drop
        self.close_after = close_after
        self.data = data
        self.connections = 0
        self.logins = []
        self.taken = []
        self.seen = 0

    async def _at(self, place, server):
        if self.slow == place:
            await asyncio.sleep(5)
        if self.drop == place:
            server.transport.abort()

    async def handle_MAIL(self, server, session, envelope, address, options):
        await self._at("MAIL", server)
        session.letters = getattr(session, "letters", 0) + 1
        if self.close_after and session.letters > self.close_after:
            server.transport.write(b"421 4.7.0 muitas de uma vez\r\n")
            server.transport.close()
            return "421 fechado"
        envelope.mail_from = address
        return self.answers.get(address, "250 OK")

    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = self.answers.get(address, "250 OK")
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope):
        self.taken.append(Taken(envelope.mail_from, list(envelope.rcpt_tos), envelope.content))
        await self._at("DATA", server)
        return self.data


class _Controller(Controller):
    def __init__(self, post, **options):
        self.post = post
        self.smtp_options = options.pop("smtp", {})
        super().__init__(post, hostname="127.0.0.1", port=free_port(), **options)

    def factory(self):
        self.post.connections += 1
        return SMTP(self.handler, loop=self.loop, enable_SMTPUTF8=False, **self.smtp_options)

    def _trigger_server(self):
        """Its own would open a connection, and connections are counted here."""
        self.smtpd = self
        self._factory_invoked.set()


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@contextlib.contextmanager
def smtp(post, *, password=None, tls=None, starttls=None):
    """The port of a server that does what `post` says; with a password it asks for a login."""
    options = {"smtp": {}}
    if tls:
        options["ssl_context"] = tls
    if starttls:
        options["smtp"] = {"tls_context": starttls, "require_starttls": True}
    if password:

        def authenticate(_server, _session, _envelope, _mechanism, given):
            post.logins.append(given)
            return AuthResult(success=given.password == password.encode(), handled=False)

        options["smtp"] |= {"authenticator": authenticate, "auth_required": True,
                            "auth_require_tls": bool(starttls)}  # fmt: skip
    controller = _Controller(post, **options)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


class Web:
    """What an HTTP server answers, in order (the last one over and over), and what it saw."""

    def __init__(self, *answers):
        self.answers = list(answers) or [(200, {"id": "abc-1"})]
        self.requests = []
        self.connections = 0


class Asked(NamedTuple):
    """A request as a server got it."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)


@contextlib.contextmanager
def web(found, *, tls=None):
    """The address of a server; an answer is (status, document), "slow", "drop" or "nonsense"."""
    handler = type("Handler", (_Handler,), {"web": found})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"{'https' if tls else 'http'}://localhost:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    web: Web

    def setup(self):
        super().setup()
        self.web.connections += 1

    def do_POST(self):
        length = int(self.headers.get("Content-Length", 0))
        self.web.requests.append(
            Asked(self.command, self.path, dict(self.headers), self.rfile.read(length))
        )
        answers = self.web.answers
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if answer == "slow":
            threading.Event().wait(1.5)
            self.close_connection = True
        elif answer == "drop":
            self.close_connection = True
        elif answer == "nonsense":
            self.wfile.write(b"isto nao e HTTP\r\n\r\n")
            self.close_connection = True
        else:
            self._answer(*answer)

    do_GET = do_PUT = do_POST

    def _answer(self, status, document, headers=()):
        content = document if isinstance(document, bytes) else json.dumps(document).encode()
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        """Quiet: what is asked for is in `web.requests`."""
