#!/usr/bin/env python3
"""Django's command line, and a start from nothing for ``demo`` and ``test``."""

import os
import sys


def main():
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever runs it may have an older one
        sys.exit("Python 3.11 or later is needed. Install it, and run this command with it.")
    from saferwales import bootstrap

    command = sys.argv[1] if len(sys.argv) > 1 else ""
    if command in ("demo", "test"):
        bootstrap.prepare(command)
    else:
        bootstrap.follow()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saferwales.settings")
    if command == "test":
        import pytest

        sys.exit(pytest.main(sys.argv[2:]))
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
