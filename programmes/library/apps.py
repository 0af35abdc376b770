"""The programme's content as loaded, versioned and approved."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LibraryConfig(AppConfig):
    """Exercises, activities, texts and pictures, in versions a clinic approves."""

    name = "programmes.library"
    label = "library"
    verbose_name = _("Library")
