"""Which blocks of a page are its story: without menus, advertisements, links to other stories, comments.

trafilatura (A. Barbaresi: Trafilatura, ACL 2021, demonstrations) says where the story is. What the page says of itself and how
its blocks stand together tell what that misses (a standfirst, a paragraph in another frame) and what it takes too much.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from provenance.intake.blocks import Block, blocks_of, is_hidden
from provenance.intake.metadata import Claims, claims_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ENDS: Final = tuple(".!?؟…。！？।۔։:;")
_CLOSERS: Final = "\"'»”’“„)]}›」』） *"
_PARAGRAPH: Final = 40  # letters: shorter blocks are headings, names, captions, buttons
_DENSE: Final = 3  # a letter of a script without spaces says as much as three
_FIRST_DENSE: Final = "\u0e00"  # Thai and what stands behind it but for the scripts with spaces, which have fewer letters anyway
_REPEATED: Final = 60  # so many characters that stand again are a second copy of the paragraph, shorter ones may be a refrain
_PART: Final = 40  # so many letters in a row that two texts share are of the same paragraph
_LEAD_BLOCKS: Final = 12  # between headline and story stand at most standfirst, byline, date, sharing buttons, a picture and its caption
_LARGE: Final = 2  # one of so many parts of the text is too much for furniture
_PARAGRAPHS: Final = 3  # so many that follow one another are no teaser
_SHORTEST: Final = 4  # letters and digits: shorter lines at the edges of a story are counters and buttons
_STATED: Final = 200  # letters of a story that is worth to be looked for on the page


def story(tree: HtmlElement) -> str:
    """The main text of a page, a paragraph a line; all of its text where no main part can be told."""
    claims = claims_of(tree)
    blocks = blocks_of(tree)
    taken = _Choice(blocks, claims).story(_extracted(tree))
    return "\n".join(_once(taken))


def _extracted(tree: HtmlElement) -> list[str]:
    from trafilatura import bare_extraction

    try:
        found: Any = bare_extraction(tree, include_comments=False, include_tables=False, with_metadata=False)
    except Exception:  # its faults on broken pages: the blocks tell the story alone
        return []
    return str(found.text or "").splitlines() if found is not None else []


def _once(lines: Iterable[str]) -> list[str]:
    """The lines without second copies of paragraphs: many pages hold the story once for each width of screen."""
    seen: set[str] = set()
    once = []
    for line in lines:
        if len(line) < _REPEATED or line not in seen:
            once.append(line)
        seen.add(line)
    return once


def _letters(text: str) -> str:
    """What of a text must be the same where the same words stand in another form."""
    return "".join(c for c in text.casefold() if c.isalnum())


def _weight(letters: str) -> int:
    """How much a text says, in letters of a script with spaces."""
    return len(letters) + (_DENSE - 1) * sum(c >= _FIRST_DENSE for c in letters)


def _ends(text: str) -> bool:
    return text.rstrip(_CLOSERS).endswith(_ENDS)


@dataclass
class _Choice:
    """The blocks of one page and which of them are taken for its story."""

    blocks: Sequence[Block]
    claims: Claims
    letters: list[str] = field(init=False)
    taken: list[bool] = field(init=False)
    titles: frozenset[str] = field(init=False)
    headline: int | None = None
    furniture: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        self.letters = [_letters(block.text) for block in self.blocks]
        self.taken = [False] * len(self.blocks)
        self.titles = frozenset(_letters(title) for title in self.claims.titles) - {""}

    def story(self, extracted: Sequence[str]) -> list[str]:
        """The lines of the story."""
        stated = _letters(self.claims.story or "")
        if len(stated) > _STATED and self._is_elsewhere(stated):
            return [tidy for line in str(self.claims.story).splitlines() if (tidy := " ".join(line.split()))]
        self._take_extracted(extracted)
        found = self._count(self.taken)
        if 2 * found < sum(len(_letters(line)) for line in extracted):  # it stands where readers without scripts see nothing
            return list(extracted)
        if self._is_all():
            self._take_densest()
        self._take_stated(stated)
        before = list(self.taken)
        self._find_headline()
        self._find_furniture()
        self._look_again()
        self._take_lead()
        self._take_gaps()
        self._leave_furniture()
        self._leave_other_stories()
        self._trim()
        taken = self.taken if any(self.taken) else before
        return [block.text for block, is_taken in zip(self.blocks, taken, strict=True) if is_taken] or list(extracted)

    def _count(self, chosen: Sequence[bool]) -> int:
        """How many letters the chosen blocks have."""
        return sum(len(letters) for letters, is_chosen in zip(self.letters, chosen, strict=True) if is_chosen)

    def _is_all(self) -> bool:
        """Whether no main part was told: nothing is taken, or nearly everything with its menus."""
        taken, total = self._count(self.taken), self._count([True] * len(self.taken))
        return not taken or (10 * taken > 9 * total and 10 * self._count([block.link for block in self.blocks]) > total)

    def _take_densest(self) -> None:
        """Take the group with the most text where that is in paragraphs, else everything."""
        groups: Counter[int] = Counter()
        for number, block in enumerate(self.blocks):
            if self._paragraph(number):
                groups[id(block.group)] += len(self.letters[number])
        densest = groups.most_common(1)[0][0] if groups else None
        members = [id(block.group) == densest for block in self.blocks]
        self.taken = members if sum(members) >= _PARAGRAPHS else [True] * len(self.blocks)

    def _take_extracted(self, extracted: Sequence[str]) -> None:
        lines = [_letters(line) for line in extracted]
        whole, run = set(lines), "".join(lines)
        for number, letters in enumerate(self.letters):
            self.taken[number] = letters in whole or _stands_in(letters, run)

    def _take_stated(self, stated: str) -> None:
        """Where the page states its story, that is what counts, from its first paragraph to its last."""
        if len(stated) < _STATED:
            return
        there = [len(letters) >= _PART and _stands_in(letters, stated) for letters in self.letters]
        if 2 * self._count(there) < len(stated):
            return
        first, last = there.index(True), len(there) - 1 - there[::-1].index(True)
        whole = stated.endswith(self.letters[last][-_PART:]) and 5 * len(stated) > 4 * self._count(self.taken)
        for number in range(len(self.taken)):
            inside = first <= number and (number <= last or not whole)
            self.taken[number] = there[number] or (self.taken[number] and inside)

    def _is_elsewhere(self, stated: str) -> bool:
        """Whether the stated story does not stand on the page, which then shows it by a script only."""
        return not any(_weight(letters) >= _PARAGRAPH and _stands_in(letters, stated) for letters in self.letters)

    def _paragraph(self, number: int) -> bool:
        """Whether a block is a full paragraph of its own words."""
        block = self.blocks[number]
        return _weight(self.letters[number]) >= _PARAGRAPH and 2 * block.linked < len(block.text)

    def _first(self) -> int:
        """The first paragraph that is taken."""
        return next(self._paragraphs(), len(self.taken))

    def _last(self) -> int:
        return max(self._paragraphs(), default=-1)

    def _paragraphs(self) -> Iterator[int]:
        """The paragraphs that are taken, but for copies of the headline."""
        return (n for n, taken in enumerate(self.taken) if taken and self._paragraph(n) and self.letters[n] not in self.titles)

    def _find_headline(self) -> None:
        """The first of the blocks right above the story that are its headline, or the last one above that names it."""
        above = range(min(self._first() + 1, len(self.blocks)))
        named = [n for n in above if self.letters[n] in self.titles or any(self._opens(n, title) for title in self.titles)]
        near = [n for n in named if self._first() - n <= _LEAD_BLOCKS]
        last = next((n for n in reversed(above) if self.blocks[n].element.tag == "h1"), None)
        marked = [n for n in near if self.blocks[n].heading]
        self.headline = next(iter(marked or near or named[-1:]), last)

    def _opens(self, number: int, title: str) -> bool:
        return self.blocks[number].heading and len(self.letters[number]) > 10 and title.startswith(self.letters[number])

    def _find_furniture(self) -> None:
        """The elements that are furniture as they are marked: without the headline, and hidden or without much of the text."""
        held: Counter[int] = Counter()
        for block, letters, taken in zip(self.blocks, self.letters, self.taken, strict=True):
            if taken:
                held.update({id(fence): len(letters) for fence in block.fences})
        around = {id(fence) for fence in self.blocks[self.headline].fences} if self.headline is not None else set()
        large = {fence for fence, letters in held.items() if _LARGE * letters >= self._count(self.taken)}
        marked = {fence for block in self.blocks for fence in block.fences}
        self.furniture = frozenset(id(fence) for fence in marked if id(fence) not in around and (id(fence) not in large or is_hidden(fence)))

    def _is_furniture(self, number: int) -> bool:
        return any(id(fence) in self.furniture for fence in self.blocks[number].fences)

    def _is_own(self, number: int) -> bool:
        """Whether a block that was not taken may belong to the story: a paragraph of its own words in no furniture and no picture."""
        return self._paragraph(number) and not self._is_furniture(number) and not self.blocks[number].caption

    def _look_again(self) -> None:
        """Where whole paragraphs stand right under the headline and none of them was taken, they are the story."""
        first = self._first()
        if self.headline is None:
            return
        own = [n for n in range(self.headline + 1, first) if self._is_own(n) and _ends(self.blocks[n].text)]
        groups = Counter(id(self.blocks[n].group) for n in own)
        group, count = groups.most_common(1)[0] if groups else (0, 0)
        if count >= _PARAGRAPHS and own[0] - self.headline <= _LEAD_BLOCKS:
            self.taken = [self.headline < n < first and id(block.group) == group for n, block in enumerate(self.blocks)]

    def _take_lead(self) -> None:
        """Take what stands between headline and story and sums it up."""
        first = self._first()
        if self.headline is None:
            return
        between = [n for n in range(self.headline + 1, first) if not self._is_furniture(n) and not self.blocks[n].link]
        if len(between) > _LEAD_BLOCKS:
            return
        described = [_letters(text) for text in self.claims.descriptions]
        for number in between:
            block, letters = self.blocks[number], self.letters[number]
            said = len(letters) > _PART // 2 and any(_stands_in(letters, text) for text in described)
            named = (block.standfirst or block.heading) and not any(c.isdigit() for c in block.text)  # else a byline with its date
            self.taken[number] |= said or (self._is_own(number) and (_ends(block.text) or named))

    def _take_gaps(self) -> None:
        """Take the paragraphs and the headings between those of the story that stand in the same group."""
        first, last = self._first(), self._last()
        groups = {id(self.blocks[n].group) for n in range(len(self.taken)) if self.taken[n] and self._paragraph(n)}
        for number in range(first, last + 1):
            block = self.blocks[number]
            own = self._is_own(number) and _ends(block.text)
            heading = block.heading and not block.link and not self._is_furniture(number)
            self.taken[number] |= (own or heading) and id(block.group) in groups

    def _leave_furniture(self) -> None:
        """Leave what stands in furniture, and lines that are nothing but links unless most of the text is."""
        self.taken = [taken and not self._is_furniture(n) for n, taken in enumerate(self.taken)]
        own = [taken and not block.link for block, taken in zip(self.blocks, self.taken, strict=True)]
        if 2 * self._count(own) > self._count(self.taken):
            self.taken = own

    def _leave_other_stories(self) -> None:
        """Where the headline stands in an ``article`` together with the first paragraph, other articles are other stories."""
        first = self._first()
        if self.headline is None or first == len(self.blocks):
            return
        own = _article_of(self.blocks[first])
        if own is not None and _article_of(self.blocks[self.headline]) is own:
            for number in range(first, len(self.taken)):
                self.taken[number] &= _article_of(self.blocks[number]) in (own, None)

    def _trim(self) -> None:
        """Leave the headline, what stands above it, and scraps around the story."""
        first, last = self._first(), self._last()
        groups = {id(self.blocks[n].group) for n in range(first, last + 1) if self.taken[n] and self._paragraph(n)}
        above = -1 if self.headline is None else self.headline
        for number, block in enumerate(self.blocks):
            inside = first <= number <= last
            scrap = _weight(self.letters[number]) < _SHORTEST or (number > last and id(block.group) not in groups)
            self.taken[number] &= number > above and self.letters[number] not in self.titles and (inside or not scrap)


def _stands_in(letters: str, text: str) -> bool:
    """Whether a paragraph stands in a text, whole or with something left out at one end."""
    if len(letters) < _PART // 2:
        return False
    return letters in text or (len(letters) > 2 * _PART and (letters[:_PART] in text or letters[-_PART:] in text))


def _article_of(block: Block) -> HtmlElement | None:
    """The outermost ``article`` around a block."""
    return next((element for element in reversed([block.element, *block.element.iterancestors()]) if element.tag == "article"), None)
