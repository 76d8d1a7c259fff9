"""Numbers of rows in addresses."""

from __future__ import annotations

from werkzeug.routing import IntegerConverter


class IdConverter(IntegerConverter):
    """`<id:…>` in a rule: no number that a database could not hold as a key, so that such an address is just absent."""

    regex = r"\d{1,9}"
