"""The named clinician says that they have read a version."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _


class ApprovalForm(forms.Form):
    # The version that was on the page: what is approved is what was read.
    version = forms.UUIDField(widget=forms.HiddenInput)
    read = forms.BooleanField(
        label=_("I have read this version and approve it for this clinic"),
        error_messages={"required": _("Tick the box once you have read this version.")},
    )

    helper = FormHelper()
    helper.form_tag = False
    helper.layout = Layout(
        "version",
        "read",
        Submit("approve", _("Approve this version"), css_class="btn go auto"),
    )
