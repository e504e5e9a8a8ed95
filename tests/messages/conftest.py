"""Certificates for the servers of the tests, made once a run."""

from __future__ import annotations

import ssl

import pytest


class Certificates:
    """A server's TLS, with the file that trusts it."""

    def __init__(self, folder):
        import trustme

        authority = trustme.CA()
        self.trusted = folder / "ca.pem"
        authority.cert_pem.write_to_path(str(self.trusted))
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("localhost", "127.0.0.1").configure_cert(self.context)
        self.of_another = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("mail.example.com").configure_cert(self.of_another)


@pytest.fixture(scope="session")
def _certificates(tmp_path_factory):
    return Certificates(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def untrusted(_certificates):
    """A server's certificates that this computer does not know."""
    return _certificates


@pytest.fixture
def certificates(_certificates, monkeypatch):
    """The same, trusted as if they came with the system."""
    monkeypatch.setenv("SSL_CERT_FILE", str(_certificates.trusted))
    return _certificates
