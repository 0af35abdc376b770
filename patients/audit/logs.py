"""Keep secrets out of the log."""

import logging
import re

# Personal links, staff invitations and sign-in mails carry their secret in the path.
_SECRET_PATHS = re.compile(r"(/(?:i|join|password/reset/key|confirm-email)/)[^\s\"'?]+")


def hide_tokens(text: str) -> str:
    """Return the text with every secret path cut short."""
    return _SECRET_PATHS.sub(r"\1…", text)


class HideTokens(logging.Filter):
    """Cut secrets out of every line before it is written."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the line; never drop it."""
        message = record.getMessage()
        hidden = hide_tokens(message)
        if hidden != message:
            record.msg, record.args = hidden, None
        return True
