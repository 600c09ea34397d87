"""Writes a synthetic site: ``python -m tests.benchmarks.corpus FOLDER --stories 400``.

About 1,800 characters a story, 1.7 wishes a story. The same arguments give the same bytes, on any machine.
"""

from __future__ import annotations

import argparse
import io
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.benchmarks.phrases import Voice, sections, zipf
from tests.benchmarks.storytext import body
from tests.benchmarks.world import Person, Story, Wish, World, make_world

LENGTH = 2000
"""Characters of a story's text, marks included, more or less: about 1,800 of them are Han."""

_CONTACT = "0773-5551234"
_CHANNELS = {"stories": "心愿故事", "community": "社区动态", "volunteers": "志愿风采", "notices": "公告提示"}
_TOPICS = {"health": "健康", "study": "学习", "culture": "文体", "home": "居家", "skill": "技能", "company": "陪伴"}
_GROUPS = {"senior": "高龄老人", "left-behind": "留守儿童", "new-work": "新就业群体", "living-alone": "独居老人"}
_PAGES = {"about": "关于本站", "wish": "怎样写心愿", "contact": "联系与更正"}
_SKETCH_SIZE, _PICTURE_SIZE = (240, 160), (960, 640)

# How many stories in a hundred (or a thousand, the last two) have each of these.
_COVER, _KICKER, _SUMMARY, _FEATURED = 30, 35, 20, 2
_CORRECTED, _RETRACTED = 10, 2


def write_corpus(
    folder: Path, *, stories: int, wishes: int = 0, people: int = 0, seed: int = 1, length: int = LENGTH
) -> World:
    """Writes a site into an empty or new folder.

    Args:
        folder: becomes the site's folder.
        stories: how many, at least 1.
        wishes: how many; 0: 1.7 for each story.
        people: entries of the private register; 0: no register, and the settings ask for none.
        seed: another one makes another site.
        length: characters of a story's text.
    """
    world = make_world(stories=stories, wishes=wishes or max(1, stories * 17 // 10), people=people, seed=seed)
    pictures = [f"media/p-{number:02}.jpg" for number in range(1, min(48, 4 + stories // 100) + 1)]
    files = dict(_settings(world))
    files |= dict(_wish_files(world, seed))
    files |= dict(_register(world.people))
    for number, story in enumerate(world.stories):
        # A story refers to the one before and to one long past, so that links reach across pages of listings.
        earlier = [world.stories[at].id for at in (number - 1, number // 2) if 0 <= at < number]
        files[story_path(story.id)] = story_file(
            story, earlier=earlier, pictures=pictures, length=length, rng=random.Random(f"{seed} {story.id}")
        )
    for path, text in files.items():
        _write(folder / path, text.encode())
    for picture in pictures:
        _write(folder / "content" / picture, _jpeg(random.Random(f"{seed} {picture}")))
    return world


def story_path(story: str) -> str:
    """Where a story stands, relative to the site."""
    return f"content/stories/{story[:4]}/{story}.md"


def story_file(
    story: Story, *, earlier: Sequence[str], pictures: Sequence[str], length: int, rng: random.Random
) -> str:
    """A story with its front matter.

    Args:
        story: what it tells of.
        earlier: ids of stories that it may refer to.
        pictures: relative to ``content/``.
        length: characters of its text.
        rng: its own.
    """
    voice = story.subject.voice(rng)
    retracted = rng.randrange(1000) < _RETRACTED
    links = [f"[[story:{other}|{voice.word('kicker')}]]" for other in earlier]
    links += [f"[[wish:{wish.id}]]" for wish in story.wishes[:1]]
    header = "\n".join(_front_matter(story, voice, pictures, retracted=retracted))
    return f"---\n{header}\n---\n{body(voice, length=length, links=links, pictures=pictures)}"


def _front_matter(story: Story, voice: Voice, pictures: Sequence[str], *, retracted: bool) -> Iterator[str]:
    rng, book = voice.rng, sections()
    yield f"id: {story.id}"
    yield f"title: {voice.sentence('title')}"
    if _chance(rng, _KICKER):
        yield f"kicker: {voice.sentence('kicker')}"
    yield f"date: {story.date:%Y-%m-%d %H:%M}"
    yield f"source: {zipf(rng, ['石榴发布', '石榴志愿', *book['street-name']])}"
    yield f"author: {zipf(rng, book['surname'])}记者"
    yield f"channel: {zipf(rng, list(_CHANNELS))}"
    yield f"tags: [{', '.join(dict.fromkeys(zipf(rng, book['tag']) for _ in range(rng.randint(2, 4))))}]"
    if _chance(rng, _SUMMARY):
        yield f"summary: {voice.sentence('need')}{voice.sentence('deliver')}"
    if _chance(rng, _COVER):
        yield from _photo("cover:", voice, pictures)
    if story.wishes:
        yield f"wishes: [{', '.join(wish.id for wish in story.wishes)}]"
    else:
        yield f"places: [{story.subject.street.id}]"
    if any(wish.topic == "health" for wish in (story.subject, *story.wishes)):
        yield "tells: [health]"
    if _chance(rng, _FEATURED):
        yield "featured: true"
    if rng.randrange(1000) < _CORRECTED:
        yield f"corrections: [{{date: {story.date:%Y-%m-%d}, text: {voice.sentence('correction')}}}]"
    if retracted:
        yield f"retracted: {{date: {story.date:%Y-%m-%d}, reason: 内容重复}}"


def _photo(key: str, voice: Voice, pictures: Sequence[str]) -> Iterator[str]:
    yield key
    yield f"  src: {voice.rng.choice(pictures)}"
    yield f"  alt: {voice.word('alt')}"
    yield f"  caption: {voice.word('caption')}"
    yield "  credit: 插画：本站"


def _chance(rng: random.Random, percent: int) -> bool:
    return rng.random() * 100 < percent


def _settings(world: World) -> Iterator[tuple[str, str]]:
    """The site's settings, sections, places, granters and standing pages."""
    tags = "".join(f"  {slug}: {tag}\n" for slug, tag in zip(sections()["tag-slug"], sections()["tag"], strict=False))
    settings = (
        "title: 点亮微心愿\norganization: 石榴区志愿服务联合会\nbase_url: https://news.example.org/wishes/\n"
        "description: 由程序写成的站点，用来量速度。人物、机构、地名均为虚构。\n"
        f"categories:\n{_mapping(_TOPICS)}groups:\n{_mapping(_GROUPS)}"
        f"footer:\n  host: 主办：石榴区志愿服务联合会（虚构）\n  phone: {_CONTACT}\n"
        f"public_contacts: [{_CONTACT}]\n"
        f"privacy: {{register: {'required' if world.people else 'optional'}}}\n"
        f"tags:\n{tags}claim: 想认领心愿，请拨打 {_CONTACT}。\n"
    )
    channels = [f"- {{id: {key}, name: {name}}}\n" for key, name in _CHANNELS.items()]
    places = [
        f"- id: {place.id}\n  name: {place.name}\n" + (f"  parent: {place.parent}\n" if place.parent else "")
        for place in world.places
    ]
    granters = [f"- id: {granter.id}\n  name: {granter.name}\n  kind: {granter.kind}\n" for granter in world.granters]
    yield "content/site.yaml", settings
    yield "content/channels.yaml", "".join(channels)
    yield "content/places.yaml", "".join(places)
    yield "content/granters.yaml", "".join(granters)
    for number, (name, title) in enumerate(_PAGES.items(), 1):
        text = f"本页是示例。想认领心愿，请拨打 {_CONTACT}。"
        yield f"content/pages/{name}.md", f"---\ntitle: {title}\nmenu: {number}\n---\n{text}\n"


def _mapping(items: dict[str, str]) -> str:
    return "".join(f"  {key}: {name}\n" for key, name in items.items())


def _wish_files(world: World, seed: int) -> Iterator[tuple[str, str]]:
    """Wishes by the month in which they were collected."""
    months: dict[str, list[str]] = defaultdict(list)
    for wish in world.wishes:
        lines = _wish_lines(wish, random.Random(f"{seed} {wish.id}"))
        months[f"{wish.collected:%Y-%m}"].append("- " + "\n  ".join(lines) + "\n")
    for month, items in months.items():
        yield f"content/wishes/{month}.yaml", "".join(items)


def _wish_lines(wish: Wish, rng: random.Random) -> Iterator[str]:
    voice = wish.voice(rng)
    yield f"id: {wish.id}"
    yield f"title: {voice.sentence('wish-title')}"
    yield f"wish: {voice.sentence('wish')}"
    yield f"category: {wish.topic}"
    yield f"place: {wish.village.id}"
    yield "beneficiary:"
    yield f"  name: {wish.who}"
    if wish.person:
        yield f"  person: {wish.person}"
    elif wish.count > 1:
        yield f"  crowd: true\n    count: {wish.count}"
    if _chance(rng, 40):
        yield f"  groups: [{zipf(rng, list(_GROUPS))}]"
    if wish.claimed:
        yield f"granters: [{wish.granter.id}]"
    dates = {"collected": wish.collected, "claimed": wish.claimed, "fulfilled": wish.fulfilled}
    yield from (f"{name}: {day}" for name, day in dates.items() if day)
    if wish.fulfilled:
        yield f"outcome: {voice.sentence('outcome')}"
    if wish.topic == "health":
        yield "tells: [health]"
    if wish.closed:
        yield f"closed: {{on: {wish.collected}, reason: {rng.choice(['withdrawn', 'declined', 'duplicate'])}}}"


def _register(people: Sequence[Person]) -> Iterator[tuple[str, str]]:
    """The private register and its consents, all of them live."""
    if not people:
        return
    entries, consents = [], []
    for number, person in enumerate(people):
        guardian = f"  guardian: {person.guardian}\n" if person.guardian else ""
        # It only has to look like a number.
        phone = f"  phone: 199{55500000 + number}\n" if number % 3 == 0 else ""
        entries.append(f"- id: {person.id}\n  name: {person.name}\n  birth: {person.birth}\n{guardian}{phone}")
        scope = "story, health, village" if person.village_scope else "story, health"
        consents.append(
            f"- id: c-{person.id}\n  person: {person.id}\n  signed_by: {person.guardian or person.id}\n"
            f"  scope: [{scope}]\n  channels: [site]\n  given: 2018-01-01\n"
        )
    yield "content/private/people.yaml", "".join(entries)
    yield "content/private/consents.yaml", "".join(consents)


def _jpeg(rng: random.Random) -> bytes:
    """A picture of coloured boards, soft at the edges: as much work to decode as a small photo."""
    from PIL import Image, ImageDraw

    width, height = _SKETCH_SIZE
    sketch = Image.new("RGB", _SKETCH_SIZE, (rng.randrange(256), rng.randrange(256), rng.randrange(256)))
    draw = ImageDraw.Draw(sketch)
    for _ in range(120):
        x, y = rng.randrange(width), rng.randrange(height)
        colour = (rng.randrange(256), rng.randrange(256), rng.randrange(256))
        draw.rectangle((x, y, x + rng.randint(4, 60), y + rng.randint(4, 50)), fill=colour)
    encoded = io.BytesIO()
    sketch.resize(_PICTURE_SIZE, Image.Resampling.BICUBIC).save(encoded, "JPEG", quality=85)
    return encoded.getvalue()


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.corpus", description="Writes a synthetic site.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--stories", type=int, required=True)
    parser.add_argument("--wishes", type=int, default=0, help="1.7 for each story unless given")
    parser.add_argument("--people", type=int, default=0, help="entries of a private register; none unless given")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--length", type=int, default=LENGTH, help="characters of a story's text")
    asked = parser.parse_args(arguments)
    if asked.stories < 1 or asked.wishes < 0 or asked.people < 0 or asked.length < 1:
        parser.error("numbers below zero, or no story at all")
    if asked.folder.exists() and any(asked.folder.iterdir()):
        parser.error(f"{asked.folder} is not empty")
    write_corpus(**vars(asked))
    print(f"{asked.folder}: {asked.stories} stories")  # noqa: T201


if __name__ == "__main__":
    main()
