"""Pictures for templates: `{% figure slug "start" alt %}`."""

from django import template
from django.utils.safestring import SafeString

from programmes.library import figures

register = template.Library()


@register.simple_tag
def figure(slug: str, mode: str, alt: str = "") -> SafeString:
    """Return the img tag of a picture."""
    return figures.img(slug, mode, alt)
