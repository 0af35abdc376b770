"""How to come in: a file only its owner can read, written once."""

import os
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from config.demo.clinics import Opened, SignIn
from patients.accounts.models import Membership
from patients.invitations.models import PersonalLink
from patients.invitations.tokens import link_url

FILE = "demo-sign-ins.txt"


def path() -> Path:
    """Return where the file is."""
    return Path(settings.VAR_DIR) / FILE


def write(
    sign_ins: Iterable[SignIn], opened: Iterable[Opened], link: PersonalLink
) -> Path:
    """Write who can sign in and how, readable by the owner alone."""
    file = path()
    file.unlink(missing_ok=True)  # an older file might have wider permissions
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(text(sign_ins, list(opened), link))
    return file


def text(sign_ins: Iterable[SignIn], opened: list[Opened], link: PersonalLink) -> str:
    """Return what the file says."""
    names = {each.plan.key: each.clinic.name for each in opened}
    lines = [
        "Everybody here is invented. These passwords were made on this computer:",
        "",
    ]
    for sign_in in sign_ins:
        member = sign_in.member
        where = "; ".join(
            f"{_roles(roles)} at {names[key]}" for key, roles in member.works_at.items()
        )
        lines += [
            f"  {member.email:<24} {sign_in.password}   {member.name}: {where}",
        ]
    patient = link.patient
    lines += [
        "",
        f"Sign in at    {settings.BASE_URL}/sign-in/",
        f"A patient     {patient.full_name}, born in {patient.birth_date.year}:",
        f"              {link_url(link)}",
        "",
    ]
    return "\n".join(lines)


def _roles(roles: Iterable[str]) -> str:
    """Return the roles as the product names them."""
    member = Membership(**{f"is_{role}": True for role in roles})
    return " and ".join(str(role.name) for role in member.roles)
