"""WSGI entry, for `flask run` and any WSGI server."""

from grader.web.factory import create_app

app = create_app()
