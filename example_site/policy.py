"""Which sources a browser may use on our pages (Content Security Policy).

A strict policy for residents, for every page that says nothing else; a looser one for Wagtail's
admin, whose widgets start by inline script and carry inline style. Django has middleware and
decorator of its own from 6.0; for 5.2 the two at the end do the same with the same settings.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any

import django
from django.conf import settings
from django.http import HttpRequest, HttpResponse

Policy = Mapping[str, Sequence[str]]
View = Callable[..., HttpResponse]

SELF, NONE, INLINE = "'self'", "'none'", "'unsafe-inline'"

PUBLIC: dict[str, list[str]] = {
    "default-src": [SELF],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF],
    "object-src": [NONE],
    "base-uri": [NONE],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
}
ADMIN: dict[str, list[str]] = {
    **PUBLIC,
    "script-src": [SELF, INLINE],
    "style-src": [SELF, INLINE],
    "img-src": [SELF, "data:", "blob:"],
}

if django.VERSION >= (6, 0):
    from django.views.decorators.csp import csp_override

    MIDDLEWARE = "django.middleware.csp.ContentSecurityPolicyMiddleware"
else:
    MIDDLEWARE = "example_site.policy.content_security_policy"

    def csp_override(config: Policy) -> Callable[[View], View]:  # type: ignore[misc]  # Django 5.2 has none
        """Decorate a view that needs another policy than `SECURE_CSP`."""

        def decorator(view: View) -> View:
            @wraps(view)
            def with_own_policy(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
                response = view(request, *args, **kwargs)
                vars(response)["_csp_config"] = config  # as Django names it
                return response

            return with_own_policy

        return decorator


for_wagtail = csp_override(ADMIN)
"""For every view of Wagtail's admin; a preview in it is a town's page and keeps the strict one."""


def content_security_policy(get_response: View) -> View:
    """Middleware for Django 5.2: a policy for every response that has none."""

    def with_policy(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        config: Policy = getattr(response, "_csp_config", settings.SECURE_CSP)
        policy = "; ".join(f"{name} {' '.join(sources)}" for name, sources in config.items())
        response.headers.setdefault("Content-Security-Policy", policy)
        return response

    return with_policy
