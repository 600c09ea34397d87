from typing import Any

from generator.base.digest import Part
from generator.plan.outputs import Output, Page, Parts, Plan, page, values_of
from generator.plan.views.frame import View

TEMPLATE = Page("page.html", View.of)


def output(path: str, parts: Parts, origin: str = "") -> Output:
    return page(path, TEMPLATE, parts, origin=origin)


def test_the_key_changes_with_path_template_and_every_part() -> None:
    parts: dict[str, Any] = {"heading": Part("a"), "cards": (Part("b"), Part("c"))}
    one = output("x.html", parts)
    assert output("x.html", dict(parts)).key == one.key
    others = [
        output("y.html", parts),
        page("x.html", Page("other.html", View.of), parts),
        output("x.html", {**parts, "heading": Part("z")}),
        output("x.html", {**parts, "cards": (Part("c"), Part("b"))}),
        output("x.html", {**parts, "cards": (Part("b"),)}),
        output("x.html", {**parts, "more": Part("d")}),
        page("x.html", TEMPLATE, parts, own={"note": "e"}),
        page("x.html", TEMPLATE, parts, own={"note": "f"}),
        page("x.html", TEMPLATE, parts, own={"other": "e"}),
    ]
    assert len({one.key, *(other.key for other in others)}) == 1 + len(others)


def test_parts_become_the_values_of_a_view() -> None:
    made = page("x.html", TEMPLATE, {"one": Part(1), "many": (Part(2), Part(3)), "none": ()}, own={"note": 4})
    assert values_of(made) == {"one": 1, "many": (2, 3), "none": (), "note": 4}


def test_two_outputs_on_one_path_are_an_error_that_names_both() -> None:
    plan = Plan()
    plan.add(output("about.html", {}, origin="content/pages/about.md"))
    plan.add(output("about.html", {}, origin="content/pages/more/about.md"))
    [problem] = plan.problems
    assert problem.code == "L303"
    assert problem.location.path == "content/pages/more/about.md"
    assert dict(problem.facts) == {"address": "about.html", "other": "content/pages/about.md"}
