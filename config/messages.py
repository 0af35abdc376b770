"""Which room writes which kind of message: the outbox asks here."""


def register_messages() -> None:
    """Give the outbox a renderer and an "is it still wanted?" for each kind."""
