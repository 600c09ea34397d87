"""The links of a whole output, put together from what each page says of its own."""

from __future__ import annotations

from generator.app.building.linking import Linking
from generator.render.links import Links, Lost

PAGE = '<h2 id="here">灯</h2>'


def test_a_page_is_read_once_however_many_links_lead_to_its_places() -> None:
    read: list[str] = []

    def reading(path: str) -> bytes:
        read.append(path)
        return PAGE.encode()

    linking = Linking(None)
    for number in range(3):
        places = tuple(Lost(f"b.html#{name}", "b.html", name) for name in ("here", "nowhere"))
        linking.add(f"{number}.html", Links((), places, ("b.html",)))
    linking.settle({"b.html", "0.html", "1.html", "2.html"}, reading)
    assert read == ["b.html"]
    found = list(linking.problems(["b.html"], {}, reported=(), in_text=lambda *_: None))
    assert [(problem.code, problem.location.path) for problem in found] == [("L309", "0.html")]
