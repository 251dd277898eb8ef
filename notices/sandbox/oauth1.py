"""Checks an OAuth 1.0a signature for real, as X does."""

from typing import Any

from oauthlib.oauth1 import SIGNATURE_HMAC_SHA1, RequestValidator, ResourceEndpoint

from channels.x.channel import XCredentials


class SignatureCheck:
    """One app and one account. A time stamp may be 5 minutes off the real clock; no nonce is taken twice."""

    def __init__(self, credentials: XCredentials) -> None:
        self._endpoint = ResourceEndpoint(_OneAccount(credentials))

    def passes(self, method: str, url: str, headers: dict[str, str]) -> bool:
        """Whether the request to `url`, as the client called it, was signed with these credentials just now."""
        is_valid, _ = self._endpoint.validate_protected_resource_request(url, method, "", headers)
        return bool(is_valid)


class _OneAccount(RequestValidator):  # type: ignore[misc]
    """oauthlib asks this for what only the owner of the keys can know; the method names are oauthlib's."""

    allowed_signature_methods = (SIGNATURE_HMAC_SHA1,)
    timestamp_lifetime = 300
    dummy_client = ""
    dummy_access_token = ""

    def __init__(self, credentials: XCredentials) -> None:
        super().__init__()
        self._credentials = credentials
        self._nonces: set[str] = set()

    def check_client_key(self, client_key: str) -> bool:
        return bool(client_key)

    def check_access_token(self, request_token: str) -> bool:
        return bool(request_token)

    def check_nonce(self, nonce: str) -> bool:
        return bool(nonce)

    def validate_timestamp_and_nonce(
        self, _client_key: str, _timestamp: str, nonce: str, _request: Any, **_tokens: Any
    ) -> bool:
        is_new = nonce not in self._nonces
        self._nonces.add(nonce)
        return is_new

    def validate_client_key(self, client_key: str, _request: Any) -> bool:
        return client_key == self._credentials.consumer_key

    def validate_access_token(self, _client_key: str, token: str, _request: Any) -> bool:
        return token == self._credentials.access_token

    def validate_realms(self, *_: Any, **_named: Any) -> bool:
        return True

    def get_client_secret(self, _client_key: str, _request: Any) -> str:
        return self._credentials.consumer_secret

    def get_access_token_secret(self, _client_key: str, _token: str, _request: Any) -> str:
        return self._credentials.access_token_secret
