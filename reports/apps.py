from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self):
        """The start page lies below this app and cannot ask it, so the app says what waits here."""
        from objectives import waiting as start_page
        from reports import waiting

        start_page.MORE.append(waiting)
