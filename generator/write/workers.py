"""Work spread over processes, its results in order. Takes any executor: this machine's processes, or a cluster's."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent import futures
from contextlib import contextmanager
from itertools import islice
from typing import Any, Literal, ParamSpec, TypeAlias, TypeVar

from generator.base.problems import MachineError

THRESHOLD = 64
"""Items below which starting processes costs more than it saves."""

Method: TypeAlias = Literal["fork", "spawn", "forkserver"]

P = ParamSpec("P")
T = TypeVar("T")
R = TypeVar("R")


class Serial(futures.Executor):
    """Does the work where it is handed over; what it raises reaches the caller there and then."""

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> futures.Future[R]:
        """Runs the call; the future that is returned is done."""
        future: futures.Future[R] = futures.Future()
        future.set_result(fn(*args, **kwargs))
        return future


def ordered_map(
    function: Callable[[T], R], items: Iterable[T], *, executor: futures.Executor, chunk: int, ahead: int = 8
) -> Iterator[R]:
    """The results of a function, in the order of its items, while later ones are being worked on.

    What is under way when the caller turns away is left to the executor, whose own thread would stumble over futures
    that were cancelled here once its processes are stopped.

    Args:
        function: of a module, so that other processes can find it.
        items: read as they are needed.
        executor: where the work is done.
        chunk: items handed over at once.
        ahead: chunks under way or waiting to be fetched, at most; so much is in memory.

    Yields:
        One result for each item.

    Raises:
        MachineError: M907, a worker died (out of memory, killed).
    """
    source = iter(items)
    pending: deque[futures.Future[list[R]]] = deque()
    try:
        while True:
            while len(pending) < ahead and (batch := list(islice(source, chunk))):
                pending.append(executor.submit(_apply, function, batch))
            if not pending:
                return
            yield from pending.popleft().result()
    except futures.BrokenExecutor as failure:
        raise MachineError("M907") from failure


@contextmanager
def pool(
    jobs: int,
    *,
    items: int,
    initializer: Callable[..., None] | None = None,
    initargs: tuple[Any, ...] = (),
    method: Method | None = None,
) -> Iterator[futures.Executor]:
    """Processes to work in, or this one where they would not pay.

    Args:
        jobs: processes, at least 1.
        items: how many there are to work on; under ``THRESHOLD`` no process is started.
        initializer: called once in every process (this one, when it works alone) with ``initargs``.
        initargs: reach processes that are not forked by pickle.
        method: how processes start, ``preferred()`` unless given.

    Raises:
        MachineError: by way of ``ordered_map``. When the block is left by an exception, Ctrl-C included, the processes
            are stopped at once.
    """
    if jobs <= 1 or items < THRESHOLD:
        if initializer is not None:
            initializer(*initargs)
        with Serial() as serial:
            yield serial
        return
    others = frozenset(multiprocessing.active_children())
    executor = futures.ProcessPoolExecutor(
        max_workers=jobs,
        mp_context=multiprocessing.get_context(method or preferred()),
        initializer=_begin,
        initargs=(initializer, initargs),
    )
    done = False
    try:
        yield executor
        done = True
    finally:
        if not done:
            for child in frozenset(multiprocessing.active_children()) - others:
                child.terminate()
        executor.shutdown(cancel_futures=True)


def preferred() -> Method | None:
    """How processes start: ``None`` for what the system prefers.

    Forking hands workers everything for free, but a fork beside running threads may inherit a held lock.
    """
    if sys.platform == "linux":
        return "fork" if threading.active_count() == 1 else "forkserver"
    return None


def _begin(initializer: Callable[..., None] | None, initargs: tuple[Any, ...]) -> None:
    """In a worker: Ctrl-C is its parent's to answer, and without its parent it has nothing to do."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # What was inherited stays: looking through it for garbage would only copy its pages.
    gc.freeze()
    threading.Thread(target=_outlive_nobody, daemon=True).start()
    if initializer is not None:
        initializer(*initargs)


def _outlive_nobody() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _apply(function: Callable[[T], R], batch: list[T]) -> list[R]:
    return [function(item) for item in batch]
