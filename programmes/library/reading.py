"""Read the content files, and tell one content from another."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

CONTENT_FOLDER = Path(__file__).with_name("content")


class UnreadableContent(Exception):
    """A content file is missing or is not JSON; the message names it."""


def read_content(folder: Path = CONTENT_FOLDER) -> dict[str, Any]:
    """Return the manifest and every file it lists, by the file's name."""
    manifest = _read(folder / "manifest.json")
    files = manifest.get("files") if isinstance(manifest, dict) else None
    if not isinstance(files, list):
        raise UnreadableContent("manifest.json: name the content files under 'files'.")
    content = {name: _read(folder / f"{name}.json") for name in files}
    return {"manifest": manifest, **content}


def digest(content: dict[str, Any]) -> str:
    """Return a fingerprint that is the same whenever the content is the same."""
    canonical = json.dumps(
        content, sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )
    return hashlib.sha256(canonical.encode()).hexdigest()


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise UnreadableContent(f"{path.name}: the file is missing.") from error
    except ValueError as error:
        raise UnreadableContent(f"{path.name}: not valid JSON ({error}).") from error
