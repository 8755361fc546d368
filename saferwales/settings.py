"""Settings, read from the environment.

SAFERWALES_MODE is ``production`` unless it says otherwise. In production every variable that matters must be
set: a missing or malformed one stops start-up with a sentence that says what to set.
"""

import importlib.util
import os
import re
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
MODES = ("production", "development", "demonstration", "test")


def read(name, default=None):
    """The variable's text; without a default it must be set in production."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"Set the environment variable {name} before starting.")
    return default


def read_number(name, default):
    value = read(name, str(default))
    if not value.isdecimal():
        raise ImproperlyConfigured(f"Set {name} to a whole number; it is now {value!r}.")
    return int(value)


def read_database(url):
    """DATABASE_URL: postgres://user:password@host:port/name or sqlite:///path."""
    parts = urlsplit(url)
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path) if parts.path.startswith("//") else BASE_DIR / name,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 60,  # its lock is not a queue: with fifty writers at once, one may wait for most others
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;",
            },
        }
    if parts.scheme in ("postgres", "postgresql") and name:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": name,
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {key: values[-1] for key, values in parse_qs(parts.query).items()},
        }
    raise ImproperlyConfigured(
        "Set DATABASE_URL to postgres://user:password@host:port/name or sqlite:///path; "
        f"it now starts with {parts.scheme or 'nothing'!r}."
    )


def read_address(default):
    """Where the installation is reached, as issued documents print it: no path, and no slash at the end."""
    value = read("SAFERWALES_ADDRESS", default).rstrip("/")
    scheme = "https" if PRODUCTION else "https?"
    if not re.fullmatch(scheme + r"://\w[\w.-]*(:\d+)?", value, re.ASCII):
        raise ImproperlyConfigured(
            f"Set SAFERWALES_ADDRESS to the public address, such as https://example.org; it is now {value!r}."
        )
    return value


MODE = read("SAFERWALES_MODE", "production")
if MODE not in MODES:
    raise ImproperlyConfigured(f"Set SAFERWALES_MODE to one of {', '.join(MODES)}; it is now {MODE!r}.")
PRODUCTION = MODE == "production"
DEBUG = MODE == "development"
SAFERWALES_VAR = Path(read("SAFERWALES_VAR", str(BASE_DIR / "var")))


def read_secret_key():
    """The signing key: from the environment, from the demonstration's own file, or fixed for the tests."""
    if MODE == "test":
        return "test-" + "0123456789" * 5
    kept = SAFERWALES_VAR / "secret-key"
    if not PRODUCTION and not os.environ.get("SECRET_KEY") and kept.is_file():
        return kept.read_text(encoding="ascii").strip()
    key = read("SECRET_KEY")
    if PRODUCTION and len(key) < 50:
        raise ImproperlyConfigured("Set SECRET_KEY to at least 50 random characters.")
    return key


SECRET_KEY = read_secret_key()
ALLOWED_HOSTS = read("ALLOWED_HOSTS", None if PRODUCTION else "127.0.0.1,localhost,testserver").split(",")
# Issued documents say where they can be verified, for as long as they exist.
ADDRESS = read_address(f"https://{ALLOWED_HOSTS[0]}" if PRODUCTION else "http://127.0.0.1:8000")
# Who answers for this installation, as the accessibility statement and the privacy notice name them.
PUBLISHER = {
    "en": read("SAFERWALES_ORGANISATION", None if PRODUCTION else ""),
    "cy": read("SAFERWALES_ORGANISATION_CY", ""),
}
PUBLISHER_CONTACT = read("SAFERWALES_CONTACT", None if PRODUCTION else "")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if PRODUCTION else []
TRUSTED_PROXY_COUNT = read_number("TRUSTED_PROXY_COUNT", 0)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "csp",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "simple_history",
    "saferwales.web",
    "saferwales.audit",
    "saferwales.accounts",
    "saferwales.inspection",
    "boards",
    "workstreams",
    "objectives",
    "reports",
    "reports.making",
]
if not PRODUCTION and importlib.util.find_spec("django_linear_migrations"):
    INSTALLED_APPS.append("django_linear_migrations")

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "saferwales.web.middleware.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "saferwales.accounts.middleware.SignedInMiddleware",
    "saferwales.audit.moment.MomentMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "saferwales.web.middleware.CleanInputMiddleware",
]

ROOT_URLCONF = "saferwales.urls"
WSGI_APPLICATION = "saferwales.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.i18n", "saferwales.web.templatetags.gov"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "saferwales.web.context.page",
                "reports.making.notices.context",
            ],
        },
    }
]
FORM_RENDERER = "saferwales.web.forms.Renderer"

DATABASES = {
    "default": read_database(
        read("DATABASE_URL", None if PRODUCTION else f"sqlite:///{SAFERWALES_VAR}/saferwales.sqlite3")
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["saferwales.accounts.backends.RolesBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
if MODE == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "web:home"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "saferwales.accounts.adapter.ClosedAccountAdapter"
SOCIALACCOUNT_ADAPTER = "saferwales.accounts.adapter.ClosedSocialAccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key,20/5m/ip", "verify": "30/m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
# Throttling counts for all processes together. Two runs of the tests at once know nothing of each other.
CACHES = {
    "default": {
        "BACKEND": "saferwales.web.cache.SharedCache",
        "LOCATION": SAFERWALES_VAR / "throttling",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}
if MODE == "test":
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# Documents are made by a worker (manage.py make_documents); tests make each at once.
QUEUE = (
    "django_tasks.backends.immediate.ImmediateBackend"
    if MODE == "test"
    else "django_tasks_db.DatabaseBackend"
)
TASKS = {"default": {"BACKEND": QUEUE}}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("cy", _("Welsh"))]
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LANGUAGE_COOKIE_HTTPONLY, LANGUAGE_COOKIE_SAMESITE, LANGUAGE_COOKIE_SECURE = True, "Lax", PRODUCTION
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/London"
USE_I18N = USE_TZ = True

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not PRODUCTION
STATIC_ROOT = Path(read("STATIC_ROOT", str(SAFERWALES_VAR / "static")))
if PRODUCTION:
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "saferwales.web.views.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3_000  # an offer may name every objective of a large programme
if PRODUCTION:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXY_COUNT else None

SIMPLE_HISTORY_FILEFIELD_TO_CHARFIELD = True
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_secrets": {"()": "saferwales.web.logs.WithoutSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["without_secrets"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django.server": {"handlers": ["console"], "level": "INFO", "propagate": False}},
}
