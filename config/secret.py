"""The secret key of an installation that was given none."""

import contextlib
import os
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
        draft = folder / f"secret-key.{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        # Whole before it is seen, and the first one wins: two processes that start
        # together must sign with the same key.
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(draft)
        draft.unlink()
    return path.read_text().strip()
