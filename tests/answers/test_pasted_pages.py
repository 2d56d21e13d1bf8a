"""An answer copied as a page's HTML is read as the text that the page showed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.answers.reading import read_answer

PAGE = """<div class="[&>p]:mb-2"><h2 id="a">Pick a <em>tool</em></h2>
<p>It is <strong>fast</strong>, see <a href="https://example.com/?a=1&amp;b=2">this</a>.</p>
<ul><li>one</li><li><p>two</p></li></ul><ol><li>first</li><li>second</li></ol>
<pre><code class="language-bash"># install
uv sync &amp;&amp; uv run pytest
</code></pre><p>Use <code>x &lt; 1</code>.<br>End.</p><script>alert(1)</script></div>"""

MARKDOWN = """## Pick a tool

It is **fast**, see [this](https://example.com/?a=1&b=2).

- one
- two

1. first
2. second

```
# install
uv sync && uv run pytest

```

Use `x < 1`.
End."""


def squeezed(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def test_a_page_becomes_markdown() -> None:
    reading = read_answer(PAGE.replace("\n", "\r\n"), "markdown")
    assert squeezed(reading.text) == squeezed(MARKDOWN)
    assert [one.kind for one in reading.asides] == ["page"]
    assert [one.text for one in reading.structure.headings] == ["Pick a tool"]
    assert len(reading.structure.code) == 1


def test_nobody_can_say_which_line_of_a_page_it_was() -> None:
    assert read_answer(PAGE, "markdown").line(0) == 0


@pytest.mark.parametrize(
    "text",
    [
        "A text with <br> and </p> within.",
        "## Title\n\n<p>x</p>",
        "<div align=center>\n\n## Title\n\n</div>\n\n- item</p>",
        "<!-- a remark -->\n\n```html\n<p>x</p>\n```",
        "<https://example.com> is an address.<br>",
        "a < b and c > d",
    ],
)
def test_markdown_that_uses_tags_is_no_page(text: str) -> None:
    assert read_answer(text, "markdown").text == text


@pytest.mark.parametrize(
    ("format", "inner"), [("json", '{"a": "x &lt; 1"}'), ("html", "&lt;title&gt;x&lt;/title&gt;")]
)
def test_data_stands_in_the_one_block_of_a_page(format: str, inner: str) -> None:
    page = f'<p>Here it is:</p><pre class="x"><code>{inner}\r\n</code></pre>'
    reading = read_answer(page, format)  # type: ignore[arg-type]
    assert reading.text == inner.replace("&lt;", "<").replace("&gt;", ">")
    assert [one.kind for one in reading.asides[:2]] == ["page", "before"]
    assert reading.asides[1].excerpt == "Here it is:"


def test_the_sizes_of_letters_outside_ascii_do_not_move_the_block() -> None:
    page = 'İİİ<pre>{"a": 1}</pre>'
    assert read_answer(page, "json").json.value == {"a": 1}


@pytest.mark.parametrize(
    "hostile", ["<a ", "<!--", "<![CDATA[", "<", "</", '<a b="', "&#", "<pre>", "<script>", "<br "]
)
def test_loose_pieces_of_tags_are_read_in_one_pass(hostile: str) -> None:
    text = f"<p>begin</p>{hostile * 50_000}"
    assert read_answer(text, "markdown").text.startswith("begin")
    assert read_answer(f"<p>x</p><br{' ' * 300_000}x", "text").text


TAGS = ["p", "/p", "ul", "/ul", "li", "/li", "ol", "pre", "/pre", "b", "/b", "a", "/a", "h2", "/h2"]
PIECES = st.sampled_from([f"<{tag}>" for tag in TAGS]) | st.text(max_size=5)


@given(st.lists(PIECES))
def test_any_page_can_be_read(pieces: list[str]) -> None:
    text = f"<p>begin</p>{''.join(pieces)}"
    for format in ("text", "markdown", "json", "html"):
        reading = read_answer(text, format)  # type: ignore[arg-type]
        assert reading.text or format in ("json", "html")
        assert reading.structure.end_list()
