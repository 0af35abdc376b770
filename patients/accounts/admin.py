"""What an operator of the site may change: clinics and people, nothing clinical."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from patients.accounts.models import Clinic, Membership, User


class MembershipInline(admin.TabularInline):
    """Where a person works."""

    model = Membership
    extra = 0
    can_delete = False


@admin.register(User)
class PersonAdmin(UserAdmin):
    """People who sign in."""

    ordering = ["email"]
    list_display = ["email", "full_name", "is_active", "is_staff"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["email", "full_name"]
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["email", "full_name", "password"]}),
        ("Access", {"fields": ["is_active", "is_staff", "is_superuser"]}),
        ("Dates", {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["email", "full_name", "password1", "password2"]}),
    ]
    filter_horizontal = []
    inlines = [MembershipInline]

    def has_delete_permission(self, request: object, obj: object | None = None) -> bool:
        """Nobody is deleted: the trail names them."""
        return False


@admin.register(Clinic)
class ClinicAdmin(admin.ModelAdmin):
    """Clinics, of which the operator makes the first admin."""

    list_display = ["name", "country", "is_demo"]
    search_fields = ["name"]
    readonly_fields = ["created_at"]
    inlines = [MembershipInline]
    raw_id_fields = ["named_clinician"]

    def has_delete_permission(self, request: object, obj: object | None = None) -> bool:
        """A clinic's records outlive it."""
        return False
