"""What ``explain`` says, for people and for programs: each choice with its reasons and what they weigh."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from generator.app import problem_text, words
from generator.app.explain import DRAFT, HELD_BACK, LISTED, RETRACTED, WITHHELD, Explanation, Ground, Named, Suggestion
from generator.app.report import problem_object
from generator.app.words import Speaker

WORDS = 8
"""Shared words that are named; the rest is counted."""

SHOWN = 20
"""Problems listed; the rest is counted."""

_KINDS = {
    "category": ("同一类心愿：{name}", "same kind of wish: {name}"),
    "place": ("同一个地方：{name}", "same place: {name}"),
    "street": ("同属：{name}", "both in: {name}"),
    "granter": ("同一个认领者：{name}", "same granter: {name}"),
    "tag": ("都有标签：{name}", "same tag: {name}"),
    "channel": ("同一个栏目：{name}", "same section: {name}"),
    "recency": ("比较新，比全站最新的一篇早 {name} 天", "recent, {name} days older than the newest of the site"),
    "pin": ("编辑指定（recommend）", "chosen by the editors (recommend)"),
    "fill": (
        "没有共同之处，只因时间相近，相隔 {name} 天",
        "nothing in common, but near in time, {name} days apart",
    ),
}


_NEWEST = ("比较新，和全站最新的一篇同一天", "recent, of the same day as the newest of the site")


def as_text(explanation: Explanation, *, language: str) -> str:
    """The whole report, for people.

    Args:
        explanation: what the command found.
        language: ``zh-CN`` or ``en``.
    """
    t = Speaker(language)

    lines = list(_errors(explanation, t)) if explanation.problems else [_head(explanation, t, language)]
    if explanation.state == LISTED:
        lines += [*_choices(explanation, t), *_cited(explanation, t)]
    return "\n".join(lines)


def as_json(explanation: Explanation, *, language: str) -> str:
    """The report for programs: what ``Explanation`` holds; the reason and the problems in words."""
    value = msgspec.to_builtins(explanation)
    del value["language"]
    value["problems"] = [problem_object(problem, language) for problem in explanation.problems]
    value["reason"] = words.reason(explanation.reason, language) if explanation.reason else ""
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()


def _errors(explanation: Explanation, t: Speaker) -> Iterator[str]:
    yield t(
        "有 {n} 处要先改好，才看得出推荐阅读：", "{n} to mend first; until then there is no recommended reading:"
    ).format(n=len(explanation.problems))
    for problem in explanation.problems[:SHOWN]:
        yield from problem_text.lines_of(problem, t)
    yield from problem_text.rest_of(len(explanation.problems), SHOWN, t)


def _head(explanation: Explanation, t: Speaker, language: str) -> str:
    if explanation.state == LISTED:
        return t("《{title}》（{id}）", "“{title}” ({id})").format(title=explanation.title, id=explanation.id)
    until = explanation.until.strftime("%Y-%m-%d %H:%M") if explanation.until else ""
    reason = words.reason(explanation.reason, language) if explanation.state == WITHHELD else ""
    said = {
        RETRACTED: t("{id} 已经撤稿，", "{id} is retracted: "),
        WITHHELD: t("{id} 没有发布（{reason}），", "{id} is withheld ({reason}): "),
        HELD_BACK: t("{id} 定于 {until} 发布，时间还没有到，", "{id} is held back until {until}: "),
        DRAFT: t("{id} 还是草稿，", "{id} is a draft: "),
    }[explanation.state]
    rest = t(
        "所以它没有推荐阅读，别的故事也不推荐它。", "it has no recommended reading, and no other story recommends it."
    )
    return said.format(id=explanation.id, reason=reason, until=until) + rest


def _choices(explanation: Explanation, t: Speaker) -> Iterator[str]:
    if explanation.absent:
        yield t(
            "recommend 里写的 {ids} 现在不在网站上，没有列出。", "Of its recommend, {ids} is not on the site now."
        ).format(ids=t("、", ", ").join(explanation.absent))
    yield ""
    if not explanation.choices:
        yield t(
            "没有推荐阅读：网站上没有别的故事，或者设置了不推荐。",
            "No recommended reading: there is no other story, or none is to be recommended.",
        )
    for number, suggestion in enumerate(explanation.choices, 1):
        yield f"{number}. " + t("{story}，合计 {score}", "{story}, in all {score}").format(
            story=_story(suggestion.story, t), score=suggestion.score
        )
        yield from (f"   {line}" for line in _reasons(suggestion, t))


def _reasons(suggestion: Suggestion, t: Speaker) -> list[str]:
    """Each reason on a line, the shared words together on one; what weighs most comes first."""
    shared = [ground for ground in suggestion.reasons if ground.kind == "word"]
    lines = [(ground.weight, _reason(ground, t)) for ground in suggestion.reasons if ground.kind != "word"]
    if shared:
        lines.append((sum(ground.weight for ground in shared), _shared_words(shared, t)))
    return [line for _, line in sorted(lines, key=lambda weighed: -weighed[0])]


def _reason(ground: Ground, t: Speaker) -> str:
    is_newest = ground.kind == "recency" and ground.name == "0"
    said = t(*(_NEWEST if is_newest else _KINDS[ground.kind])).format(name=ground.name)
    return f"{said} +{ground.weight}" if ground.weight else said


def _shared_words(shared: list[Ground], t: Speaker) -> str:
    named = t("、", ", ").join(f"{ground.name} +{ground.weight}" for ground in shared[:WORDS])
    line = t("都写到：", "both speak of: ") + named
    if rest := shared[WORDS:]:
        more = t("，还有 {n} 个词 +{weight}", ", and {n} more words +{weight}")
        line += more.format(n=len(rest), weight=sum(ground.weight for ground in rest))
    return line


def _cited(explanation: Explanation, t: Speaker) -> Iterator[str]:
    yield ""
    count = len(explanation.cited_by)
    if not count:
        yield t("没有别的故事推荐它。", "No other story recommends it.")
        return
    yield t("推荐它的有 {n} 篇：", "It is recommended by {n}:").format(n=count)
    yield from (f"  {_story(story, t)}" for story in explanation.cited_by)


def _story(story: Named, t: Speaker) -> str:
    return t("《{title}》（{id}，{date}）", "“{title}” ({id}, {date})").format(
        title=story.title, id=story.id, date=story.date.isoformat()
    )
