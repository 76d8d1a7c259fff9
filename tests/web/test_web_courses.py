from __future__ import annotations

from visiting import Visitor


def test_an_instructor_creates_a_course_and_sees_how_to_join_it(ada: Visitor) -> None:
    created = ada.post("/courses", {"title": "  Go in a week "})
    page = ada.follow(created).page
    code = created.location.rsplit("/", 1)[-1]
    assert page.headings[0] == "Go in a week"
    assert code in page.text
    assert f"http://localhost/join/{code}" in page.text
    assert "Nothing is set yet." in page.text
