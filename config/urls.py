"""Every address of the product."""

from allauth.account.decorators import secure_admin_login
from allauth.account.views import login
from django.contrib import admin
from django.urls import include, path

from config import health

# The operator signs in by the same door as everybody: second step, rate limits.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("", include("programmes.caseload.urls")),
    path("", include("programmes.today.urls")),
    path("", include("programmes.followups.urls")),
    path("", include("programmes.diary.urls")),
    path("", include("programmes.prescribing.urls")),
    path("", include("programmes.screening.urls")),
    path("", include("programmes.alerts.urls")),
    path("", include("programmes.progress.urls")),
    path("", include("programmes.library.urls")),
    path("", include("patients.invitations.urls")),
    path("", include("patients.records.urls")),
    path("", include("patients.accounts.urls")),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("operator/", admin.site.urls),
    path("account/two-step/", include("allauth.mfa.urls")),
    path("account/", include("allauth.account.urls")),
    # After the include: `reverse` takes the last address of a name, the short one.
    path("sign-in/", login, name="account_login"),
]
