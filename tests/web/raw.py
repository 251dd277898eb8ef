"""Bytes as they go over the line, for what no decent client would send."""

import socket
from urllib.parse import urlsplit


def say(url, *parts, is_cut=False):
    """Send the parts, or hang up after them (`is_cut`); everything that was answered until the line was closed."""
    place = urlsplit(url)
    with socket.create_connection((place.hostname, place.port), timeout=30) as line:
        try:
            for part in parts:
                line.sendall(part)
            if is_cut:
                line.shutdown(socket.SHUT_WR)
        except (BrokenPipeError, ConnectionResetError):
            pass  # it did not want to hear the rest; what it said is still there to be read
        answer = b""
        try:
            while chunk := line.recv(65536):
                answer += chunk
        except ConnectionResetError:
            pass
    return answer


def head(method, path, token, *lines):
    """The lines before a body."""
    first = (f"{method} /api/v1{path} HTTP/1.1", "Host: shuchi", "Connection: close", f"Authorization: Bearer {token}")
    return "".join(f"{line}\r\n" for line in (*first, *lines, "")).encode("latin-1")


def status_of(answer):
    """The status of the first answer, 0 where there was none."""
    return int(answer.split(b" ", 2)[1]) if answer else 0
