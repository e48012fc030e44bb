"""Running tasks: whatever an executor does them with, each after what it needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait

from nexus_audio.errors import Cancelled, ExecutorError, NexusError
from nexus_audio.events import Event, EventKind, Sink, ignore
from nexus_audio.pipeline.task import File, Task, missing
from nexus_audio.pipeline.work import Submit, Work
from nexus_audio.store import Store


def run(
    tasks: Iterable[Task], store: Store, submit: Submit, emit: Sink = ignore
) -> Mapping[str, NexusError]:
    """Bring tasks and all they need into the store; give the errors by the key of what failed.

    What needs a failed task is left undone; everything else is finished.
    """
    wanted = tuple(tasks)
    waiting = {task.key: task for task in missing(wanted, store)}
    for task in wanted:
        if task.key not in waiting:
            emit(Event(kind=EventKind.CACHED, stage=task.stage, episode=task.episode))
    blocked = {
        task.key: {needed.key for needed in task.needs()} & waiting.keys()
        for task in waiting.values()
    }
    failed: dict[str, NexusError] = {}
    running: dict[Future[float], Task] = {}
    while True:
        for key in [key for key, needs in blocked.items() if not needs]:
            del blocked[key]
            running[submit(_work(waiting[key], store))] = waiting[key]
        if not running:
            return failed
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            task = running.pop(future)
            if error := _failure(future, task):
                failed[task.key] = error
                emit(_failed(task, error))
            else:
                for needs in blocked.values():
                    needs.discard(task.key)


def _failed(task: Task, error: NexusError) -> Event:
    return Event(kind=EventKind.FAILED, stage=task.stage, episode=task.episode, message=str(error))


def _work(task: Task, store: Store) -> Work:
    return Work(
        stage=task.stage,
        function=task.function,
        episode=task.episode,
        key=task.key,
        inputs={
            name: source.path if isinstance(source, File) else store.path(source.key)
            for name, source in task.inputs.items()
        },
        files={
            name: source.key for name, source in task.inputs.items() if isinstance(source, File)
        },
        values=task.values,
        store=store.root,
        wide=task.wide,
    )


def _failure(future: Future[float], task: Task) -> NexusError | None:
    error = future.exception()
    if isinstance(error, Cancelled):
        raise error
    if error is None or isinstance(error, NexusError):
        return error
    if not isinstance(error, Exception):
        raise error
    if isinstance(error, BrokenExecutor):
        message = "the worker was lost"
        hint = "Perhaps the memory ran out: run it again with --jobs 1."
    else:
        message = f"{type(error).__name__}: {error}"
        hint = "Run it again with -vv to see where it happened."
    wrapped = ExecutorError(message, hint=hint, subject=f"{task.episode} {task.stage}".strip())
    wrapped.__cause__ = error
    return wrapped
