"""What a template asks of the person signed in."""

from django import template

from patients.accounts.models import Membership
from patients.accounts.permissions import Permission

register = template.Library()


@register.filter
def can(membership: Membership | None, permission: str) -> bool:
    """Tell whether this membership holds the permission; nobody holds none."""
    wanted = Permission[permission]  # a misspelt name fails even for nobody
    return membership.can(wanted) if membership else False
