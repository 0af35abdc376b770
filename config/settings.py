"""All settings, from the environment, safe by default.

Each variable stands in `.env.example` with a sentence. Nothing here falls back
silently from one database to another: the default is SQLite under `var/`, and
`DATABASE_URL` is the only other way.
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config.secret import local_secret

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

# Local state: database, secret, mail folder, broker folder.
VAR_DIR = Path(env("KEYSTONE_VAR", default=str(BASE_DIR / "var")))

DEBUG = env.bool("DEBUG", default=False)
BASE_URL = env("BASE_URL", default=f"http://127.0.0.1:{env('PORT', default='8000')}")
HTTPS = BASE_URL.startswith("https://")
# For its owner alone: records, letters with links and the key lie in there.
VAR_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
SECRET_KEY = env("SECRET_KEY", default="") or local_secret(VAR_DIR, https=HTTPS)
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "config.apps.ConfigConfig",
    "programmes.caseload",
    "programmes.today",
    "programmes.progress",
    "programmes.followups",
    "programmes.triage",
    "programmes.outcomes",
    "programmes.diary",
    "programmes.prescribing",
    "programmes.screening",
    "programmes.alerts",
    "programmes.library",
    "patients.invitations",
    "patients.outbox",
    "patients.records",
    "patients.accounts",
    "patients.audit",
    "crispy_forms",
    "crispy_bootstrap5",
    "bootstrap",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    # Before whatever refuses: an error page carries these headers too.
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "patients.accounts.middleware.PrivatePagesMiddleware",
    "patients.audit.middleware.RequestIdMiddleware",
    "patients.audit.middleware.RefuseNulMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "patients.accounts.middleware.IdleSignOutMiddleware",
    "patients.accounts.middleware.ClinicMiddleware",
    "patients.accounts.middleware.DoorMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- Data -------------------------------------------------------------------
DATABASES = {
    "default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}"),
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Without IMMEDIATE, a "read, then write" transaction fails with "database is
    # locked" as soon as two processes work; FULL keeps an acknowledged log through
    # a power cut.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
        ),
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=600)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        # Rate limits must count across processes.
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "keystone_cache",
    }
}

# --- People -----------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": f"django.contrib.auth.password_validation.{name}",
        "OPTIONS": options,
    }
    for name, options in [
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    ]
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:open_clinic"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation has already proved the address
ACCOUNT_ADAPTER = "patients.invitations.adapter.StaffAdapter"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Keystone"
MFA_ADAPTER = "patients.invitations.adapter.SecondStepAdapter"
ACCOUNT_FORMS = {
    "login": "patients.accounts.account_forms.SignInForm",
    "change_password": "patients.accounts.account_forms.NewPasswordForm",
    "reset_password": "patients.accounts.account_forms.ForgottenPasswordForm",
    "reset_password_from_key": "patients.accounts.account_forms.PasswordByLinkForm",
    "add_email": "patients.accounts.account_forms.NewAddressForm",
}
MFA_FORMS = {
    "authenticate": "patients.accounts.account_forms.SecondStepForm",
    "activate_totp": "patients.accounts.account_forms.TurnSecondStepOnForm",
}
SESSION_COOKIE_AGE = 12 * 60 * 60  # absolute end of a working day
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True

# --- Security ---------------------------------------------------------------
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
if HTTPS:  # browsers tie a cookie of this name to this very host
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
if env.bool("BEHIND_PROXY", default=False):
    # The visitor's address is the last one that our own proxy wrote: rate limits
    # count by visitor, not by proxy.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# "no-referrer" would send `Origin: null` and fail the CSRF check of every form.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # allauth shows the TOTP QR code as data:
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# --- Words ------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
TIME_ZONE = "UTC"
USE_TZ = True
CRISPY_ALLOWED_TEMPLATE_PACKS = ("bootstrap5", "keystone")
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False

# --- Files ------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}

# --- Messages ---------------------------------------------------------------
# Messages leave by the outbox alone: "folder" writes .eml files, "smtp" sends.
MAIL_DELIVERY = env("MAIL_DELIVERY", default="folder")
MAIL_FOLDER = Path(env("MAIL_FOLDER", default=str(VAR_DIR / "mail")))
MAIL_FROM_ADDRESS = env("MAIL_FROM_ADDRESS", default="clinic@keystone.invalid")
SMTP_HOST = env("SMTP_HOST", default="127.0.0.1")
SMTP_PORT = env.int("SMTP_PORT", default=25)
SMTP_USER = env("SMTP_USER", default="")
SMTP_PASSWORD = env("SMTP_PASSWORD", default="")
SMTP_SECURITY = env("SMTP_SECURITY", default="none")  # none, starttls or tls
SMTP_TIMEOUT = env.int("SMTP_TIMEOUT", default=20)

# --- Worker -----------------------------------------------------------------
# The embedded broker is a folder under `var/`; a large installation names a Redis.
CELERY_BROKER_URL = env("CELERY_BROKER_URL", default="folder://localhost")
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# Messages are acknowledged when taken (Celery's default): the row is the truth, and a
# tick lost with its worker comes again.
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SOFT_TIME_LIMIT = 45
CELERY_TASK_TIME_LIMIT = 60
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False  # LOGGING below hides secrets
CELERY_WORKER_MAX_TASKS_PER_CHILD = 1000
# Every tick is due again within minutes, so the clock remembers nothing on disk.
CELERY_BEAT_SCHEDULER = "celery.beat:Scheduler"
CELERY_BEAT_MAX_LOOP_INTERVAL = 5

# --- Logs: no names, no tokens; ids only --------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "filters": {"no_tokens": {"()": "patients.audit.logs.HideTokens"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["no_tokens"],
        }
    },
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
    "loggers": {
        # A template's missing variable is normal for {% if %}; requests are logged
        # by the web server.
        "django.template": {"level": "INFO"},
        "django.server": {"handlers": ["console"], "propagate": False},
    },
}
# W040: SQLite leaves the extra columns out of a covering index; it is still an index.
SILENCED_SYSTEM_CHECKS = ["models.W040"]
