"""The WSGI entry point: ``gunicorn saferwales.wsgi``."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saferwales.settings")
application = get_wsgi_application()
