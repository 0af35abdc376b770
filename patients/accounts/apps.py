"""Clinics, the people who work there, their roles and sign-in."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Clinics, the people who work there, their roles and sign-in."""

    name = "patients.accounts"
    label = "accounts"
