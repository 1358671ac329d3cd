"""Work over many messages on every core; the result is that of one core, in the same order."""

import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from leaflets.errors import MachineError

Result = TypeVar("Result")
Part = Callable[[int, int], list[Result]]

FEW = 4000  # below it one core is done before others have begun
_part: list[Callable[[int, int], list[Any]]] = []  # what the forked processes find there: nothing is copied to them


def over(count: int, part: Part[Result]) -> Iterator[Result]:
    """Yield what ``part`` returns for the items from 0 to ``count``, which it is given as (first, end).

    Where the system cannot fork, or there are few items or one core, it is called once.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    if count < FEW or cores == 1 or "fork" not in multiprocessing.get_all_start_methods():
        yield from part(0, count)
        return
    step = -(-count // (4 * cores))  # some parts take longer than others
    gc.freeze()  # what is read is not looked through again for each process
    _part[:] = [part]
    others = set(multiprocessing.active_children())
    try:
        with ProcessPoolExecutor(cores, multiprocessing.get_context("fork"), _uninterrupted) as pool:
            parts = [pool.submit(_of, (first, min(first + step, count))) for first in range(0, count, step)]
            try:
                for one in parts:
                    yield from one.result()
            except BaseException:  # an interruption, too: nobody waits for what is not wanted any more
                for child in set(multiprocessing.active_children()) - others:
                    child.kill()
                raise
    except BrokenProcessPool as error:  # multiprocessing.Pool would wait for ever
        hint = "Make memory free, or check fewer messages at a time."
        raise MachineError("A process of the check was killed: memory may be short.", hint=hint) from error
    finally:
        gc.unfreeze()
        _part.clear()


def _uninterrupted() -> None:
    """Leave an interruption to the process that began: it takes no further part, and tells of it once."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _of(span: tuple[int, int]) -> list[Any]:
    return _part[0](*span)
