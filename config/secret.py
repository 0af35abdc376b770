"""The secret key of an installation that was given none."""

import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def local_secret(folder: Path, *, https: bool) -> str:
    """Return the key kept in `folder`, made at the first run.

    Raises ImproperlyConfigured when the site is served over https: a clinic's
    key must be chosen and kept by its operator, not found lying on a disk.
    """
    if https:
        raise ImproperlyConfigured(
            "SECRET_KEY is not set. Make one with "
            "`python -c 'import secrets; print(secrets.token_urlsafe(50))'` and put "
            "it in the environment or in .env; keep it, or every personal link and "
            "signed-in session ends."
        )
    path = folder / "secret-key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text().strip()
