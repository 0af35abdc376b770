"""Every address of the product."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("operator/", admin.site.urls),
    path("account/two-step/", include("allauth.mfa.urls")),
    path("account/", include("allauth.account.urls")),
]
