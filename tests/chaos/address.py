"""Where the test database is, for another process."""

from django.db import connection


def database_url() -> str:
    """Return the test database's address for another process."""
    values = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{values['NAME']}"
    secret = f":{values['PASSWORD']}" if values["PASSWORD"] else ""
    host = values["HOST"] or "127.0.0.1"
    return (
        f"postgres://{values['USER']}{secret}@{host}:{values['PORT'] or 5432}"
        f"/{values['NAME']}"
    )
