"""The operator may look at what was loaded and approved; nothing is changed here."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from programmes.library.models import Approval, LibraryVersion


class ReadOnlyAdmin(admin.ModelAdmin):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(LibraryVersion)
class LibraryVersionAdmin(ReadOnlyAdmin):
    list_display = ["number", "digest", "loaded_at"]
    ordering = ["-loaded_at"]
    exclude = ["content"]


@admin.register(Approval)
class ApprovalAdmin(ReadOnlyAdmin):
    list_display = ["version", "clinic", "approved_by", "at"]
    list_select_related = ["version", "clinic", "approved_by__user"]
    ordering = ["-at"]
