"""Weaving: what is placed stands where it belongs, and no other word is altered."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from copydesk.documents import Woven
from copydesk.documents.levels import fitted
from copydesk.documents.weaving import Loom, mark

TEXT = """## Pick a tool

Compare the four services before you choose.

Then *compare the four services* once more, and `compare the four services` in code.

### Costs

Minutes are billed.

## Test

```python
# Compare the four services
```

Last words."""


def woven(kind: str, **given: str) -> Woven:
    return Woven(kind=kind, prompt="links", heading=given.pop("heading", "Pick a tool"), **given)  # type: ignore[arg-type]


def result(*things: Woven, text: str = TEXT) -> tuple[str, list[str]]:
    loom = Loom([text])
    fates = loom.weave({str(number): one for number, one in enumerate(things)})
    pieces = loom.pieces(0, "body")
    return "\n\n".join(piece for _, _, piece in pieces), list(fates.values())


def test_a_link_is_put_on_the_first_words_that_stand_in_prose() -> None:
    text, fates = result(woven("link", words="compare  THE four services", address="https://x.y/"))
    assert fates == ["set"]
    assert "[Compare the four services](https://x.y/) before" in text
    assert text.count("](") == 1


def test_two_links_never_overlap_and_code_is_left_alone() -> None:
    link = woven("link", words="compare the four services", address="https://x.y/")
    text, fates = result(link, link, link)
    assert fates == ["set", "set", "no words"]
    assert "`compare the four services`" in text
    assert "# Compare the four services\n```" in text


def test_a_link_whose_words_stand_nowhere_comes_with_its_sentence() -> None:
    sentence = "See [our guide](https://x.y/) first."
    link = woven("link", words="our guide", address="https://x.y/", text=sentence)
    placed = replace(link, after=Loom([TEXT]).usual_mark(link))
    text, fates = result(placed)
    assert fates == ["set"]
    assert f"in code.\n\n{sentence}\n\n### Costs" in text


def test_an_image_stands_right_below_its_heading() -> None:
    text, _ = result(woven("image", text="![Alt](a.png)"), woven("image", text="![Alt](b.png)"))
    assert text.startswith("## Pick a tool\n\n![Alt](a.png)\n\n![Alt](b.png)\n\nCompare")


def test_a_quote_stands_at_the_end_of_its_heading_or_behind_its_paragraph() -> None:
    text, fates = result(woven("quote", text="> Said."))
    assert "in code.\n\n> Said.\n\n### Costs" in text
    after = mark("Compare the four services before you choose.")
    text, fates = result(woven("quote", text="> Said.", after=after))
    assert "choose.\n\n> Said.\n\nThen" in text
    assert fates == ["set"]
    text, fates = result(woven("quote", text="> Said.", after=mark("Gone.")))
    assert fates == ["moved"]
    assert "in code.\n\n> Said.\n\n### Costs" in text


def test_where_the_heading_is_gone_nothing_is_set() -> None:
    text, fates = result(woven("image", text="![Alt](a.png)", heading="Nowhere"))
    assert (text, fates) == (TEXT, ["no heading"])


WORDS = st.lists(
    st.sampled_from(
        ["one", "two", "# H", "## H", "`", "```", "[", "](", "<a>", "\n", "\n\n", " ", "==="]
    ),
    max_size=40,
).map("".join)
THINGS = st.lists(
    st.one_of(
        st.builds(
            lambda words: woven("link", words=words, address="https://x.y/", heading="H"),
            st.sampled_from(["one", "two", "one two", "[", "(", "\\", ""]),
        ),
        st.builds(
            lambda kind: woven(kind, text="> PLACED", heading="H"),
            st.sampled_from(["quote", "study", "image"]),
        ),
    ),
    max_size=6,
)


@given(WORDS, THINGS)
def test_the_document_without_what_was_placed_is_what_it_was(
    text: str, things: list[Woven]
) -> None:
    found, _ = result(*things, text=text)
    plain = re.sub(r"\[(one(?: two)?|two)\]\(https://x\.y/\)", r"\1", found)
    plain = plain.replace("> PLACED", "")
    assert re.sub(r"\s+", "", plain) == re.sub(r"\s+", "", text)


def test_headings_are_moved_below_the_one_above_them() -> None:
    text = "# A\n\ntext\n\n## B\n\n```\n# no heading\n```\n\nC\n=\n\nend"
    moved, by = fitted(text, 2)
    assert by == 2
    assert moved == "### A\n\ntext\n\n#### B\n\n```\n# no heading\n```\n\n### C\n\nend"
    assert fitted(moved, 2) == (moved, 0)
    assert fitted("##### A\n\n###### B", 5) == ("###### A\n\n###### B", 1)
    assert fitted("no heading at all", 2) == ("no heading at all", 0)


@given(WORDS, st.integers(0, 6))
def test_moving_headings_never_raises_and_keeps_every_word(text: str, above: int) -> None:
    moved, _ = fitted(text, above)
    assert re.sub(r"[#=\s-]", "", moved) == re.sub(r"[#=\s-]", "", text)


def test_a_link_that_was_put_on_words_does_not_come_back_as_a_sentence() -> None:
    sentence = "See [our guide](https://x.y/) first."
    link = woven("link", words="our guide", address="https://x.y/", text=sentence)
    loom = Loom(["## Pick a tool\n\nRead our guide."])
    assert loom.usual_mark(link) == ""
    _, fates = result(link, text="## Pick a tool\n\nRead something else.")
    assert fates == ["no words"]


def test_what_an_answer_holds_already_is_not_woven_in_twice() -> None:
    text = "## Pick a tool\n\n![Alt](a.png)\n\nRead [our guide](https://x.y/)."
    link = woven("link", words="our guide", address="https://x.y/", text="See [our guide](x).")
    found, fates = result(link, woven("image", text='![Alt](a.png "Alt")'), text=text)
    assert fates == ["set", "set"]
    assert found == text
