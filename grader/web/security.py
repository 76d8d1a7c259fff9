"""The headers that every answer carries, whatever its status."""

from __future__ import annotations

import secrets

from flask import Flask, Response, g, request
from secure import Secure
from secure.headers import (
    ContentSecurityPolicy,
    CrossOriginOpenerPolicy,
    CrossOriginResourcePolicy,
    PermissionsPolicy,
    ReferrerPolicy,
    StrictTransportSecurity,
    XContentTypeOptions,
)

POLICY = "Content-Security-Policy"

TWO_YEARS = 63_072_000
"""Seconds of Strict-Transport-Security, the span that browsers' preload lists ask for."""


def csp_nonce() -> str:
    """The nonce of this request: only scripts and stylesheets that carry it are used."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(18)
    return str(g.csp_nonce)


def make_policy(nonce: str) -> ContentSecurityPolicy:
    """The content security policy: own scripts and styles by nonce, nothing inline, no framing."""
    return (
        ContentSecurityPolicy()
        .default_src("'none'")
        .script_src(f"'nonce-{nonce}'")
        .style_src(f"'nonce-{nonce}'")
        .img_src("'self'")
        .connect_src("'self'")
        .form_action("'self'")
        .base_uri("'none'")
        .frame_ancestors("'none'")
    )


def make_headers(nonce: str, *, is_https: bool) -> Secure:
    """All security headers of one answer."""
    return Secure(
        csp=make_policy(nonce),
        coop=CrossOriginOpenerPolicy().same_origin(),
        corp=CrossOriginResourcePolicy().same_origin(),
        permissions=PermissionsPolicy().camera().microphone().geolocation(),
        referrer=ReferrerPolicy().same_origin(),
        xcto=XContentTypeOptions().nosniff(),
        hsts=StrictTransportSecurity().max_age(TWO_YEARS) if is_https else None,
    )


def install_headers(app: Flask, *, is_https: bool) -> None:
    """Add the headers to every answer; keep pages out of every cache, since they are somebody's own."""
    app.jinja_env.globals["csp_nonce"] = csp_nonce

    def add_headers(response: Response) -> Response:
        own_policy = response.headers.get(POLICY)
        response.headers.update(make_headers(csp_nonce(), is_https=is_https).headers)
        if own_policy:  # somebody's file: stricter than any page's
            response.headers[POLICY] = own_policy
        response.vary.update(("Cookie", "Accept-Language", "HX-Request"))
        if request.endpoint != "static":
            response.headers["Cache-Control"] = "no-store"
        return response

    app.after_request(add_headers)
