"""Work over many messages on every core; the result is that of one core, in the same order."""

import multiprocessing
import os
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

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
    _part[:] = [part]
    try:
        with multiprocessing.get_context("fork").Pool(cores) as pool:
            for results in pool.imap(_of, [(first, min(first + step, count)) for first in range(0, count, step)]):
                yield from results
    finally:
        _part.clear()


def _of(span: tuple[int, int]) -> list[Any]:
    return _part[0](*span)
