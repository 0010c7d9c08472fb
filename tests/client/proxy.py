"""A proxy that loses answers: the server has done its work, and nobody hears of it."""

import contextlib
import socket
import threading
from types import TracebackType
from typing import Self


class LossyProxy:
    """Carries bytes to a server on this machine and back. After `lose(n)` the next n answers never arrive: their
    connections are closed when the server begins to answer, which it does when its work is committed."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._to_lose = 0
        self._lock = threading.Lock()

    def lose(self, answers: int) -> None:
        """Lose the next answers."""
        with self._lock:
            self._to_lose = answers

    @property
    def left(self) -> int:
        """How many are still to be lost."""
        return self._to_lose

    def __enter__(self) -> Self:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)  # wakes whoever accepts
        self._listening.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                server = socket.create_connection(("127.0.0.1", self._port))
                for one, other, answers in ((client, server, False), (server, client, True)):
                    threading.Thread(target=self._carry, args=(one, other, answers), daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket, answers: bool) -> None:
        with contextlib.suppress(OSError):
            while (piece := source.recv(65_536)) and not (answers and self._loses()):
                sink.sendall(piece)
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)  # the thread of the other direction ends too
        if answers:
            source.close()
            sink.close()

    def _loses(self) -> bool:
        with self._lock:
            lost = self._to_lose > 0
            self._to_lose -= lost
            return lost
