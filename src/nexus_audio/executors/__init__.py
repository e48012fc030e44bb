"""Who runs stages: in this process, or on the cores of this machine."""

from nexus_audio.executors.base import Executor, open_executor

__all__ = ["Executor", "open_executor"]
