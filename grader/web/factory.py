"""Putting the application together."""

from __future__ import annotations

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from grader.config import PROJECT, Settings, load_settings
from grader.operations.database import Database
from grader.web.accounts.routes import blueprint as accounts
from grader.web.assets import install_assets
from grader.web.assignments.routes import blueprint as assignments
from grader.web.courses.routes import blueprint as courses
from grader.web.database import install_database
from grader.web.errors import install_errors
from grader.web.exercises.routes import blueprint as exercises
from grader.web.exposure import check_exposure, own_hosts
from grader.web.gradebook.routes import blueprint as gradebook
from grader.web.home.routes import blueprint as home
from grader.web.ids import IdConverter
from grader.web.languages import install_languages
from grader.web.lessons.routes import blueprint as lessons
from grader.web.limits import limiter
from grader.web.logs import install_logs
from grader.web.path.routes import blueprint as path
from grader.web.playground.routes import blueprint as playground
from grader.web.preferences.routes import blueprint as preferences
from grader.web.progress.routes import blueprint as progress
from grader.web.requests import install_request_limits
from grader.web.review.routes import blueprint as review
from grader.web.secret_key import get_secret_key
from grader.web.security import install_headers
from grader.web.sessions import install_sessions
from grader.web.setup.routes import blueprint as setup
from grader.web.site import install_site
from grader.web.templating import install_helpers

BLUEPRINTS = (
    home,
    path,
    lessons,
    exercises,
    playground,
    review,
    progress,
    accounts,
    setup,
    preferences,
    courses,
    assignments,
    gradebook,
)


def create_app(settings: Settings | None = None) -> Flask:
    """Make the application; the database must have been upgraded (`python -m grader serve` does it).

    Raises ConfigurationError when it would be served in a way that gives passwords away.
    """
    settings = settings or load_settings()
    check_exposure(settings)
    install_logs()
    app = Flask("grader.web", template_folder=str(PROJECT / "templates"))
    app.url_map.converters["id"] = IdConverter
    _configure(app, settings)
    database = Database(settings.database)
    install_database(app, database)
    install_site(app, settings, database)
    install_request_limits(app, own_hosts(settings))
    CSRFProtect(app)
    limiter.init_app(app)
    install_sessions(app)
    install_languages(app)
    install_headers(app, is_https=settings.is_https)
    install_assets(app)
    install_errors(app)
    install_helpers(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    """Keys, cookies and addresses."""
    app.config.update(
        SECRET_KEY=get_secret_key(settings.data_folder),
        SESSION_COOKIE_NAME="__Host-session" if settings.is_https else "session",
        SESSION_COOKIE_SECURE=settings.is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
        WTF_CSRF_TIME_LIMIT=None,  # a token lives as long as its session
    )
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # how Flask documents wrapping it
            app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies, x_host=0
        )
