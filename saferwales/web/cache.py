"""What all processes of one machine remember together, also over a restart: how often somebody tried."""

import fcntl
import os

from django.core.cache.backends.filebased import FileBasedCache


class SharedCache(FileBasedCache):
    """Files in the application's own folder; whoever adds a key that many ask for at once is the only one."""

    def add(self, *args, **options):
        self._createdir()
        with open(os.path.join(self._dir, "add.lock"), "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            return super().add(*args, **options)
