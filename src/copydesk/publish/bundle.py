"""The bundle: every file that a session publishes, made in memory, and what stands against it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from copydesk.errors import CopydeskError
from copydesk.kits.model import Document
from copydesk.publish.against import Against
from copydesk.publish.cleaning import cleaned
from copydesk.publish.front_matter import Form, front_matter
from copydesk.publish.head import head_html
from copydesk.publish.mdx import for_mdx
from copydesk.publish.page import page_html
from copydesk.publish.review import review_text
from copydesk.publish.structured_data import questions
from copydesk.publish.tables import as_csv, as_json, as_rows, columns
from copydesk.publish.texts import Texts, documents_beside, place_of
from copydesk.sessions.claim_lists import as_markdown
from copydesk.sessions.claims import claims_of
from copydesk.sessions.weaving import UNKNOWN, address_of
from copydesk.text import is_name, one_line, slug

if TYPE_CHECKING:
    from copydesk.sessions.session import Session

MANIFEST = "bundle.json"
"""The file that tells a bundle from any other folder, and its files from others in it."""
FORMAT = 1
ENDINGS = {"markdown": ".md", "html": ".html", "text": ".txt", "csv": ".csv", "json": ".json"}


class Options(NamedTuple):
    """How a bundle is made."""

    front_matter: Form = "none"
    """The front matter of the page's Markdown."""
    draft: bool = False


class Bundle(NamedTuple):
    """What is written into a folder."""

    session: str
    """The id of the session."""
    title: str
    page: str
    """The name of the page's HTML file."""
    draft: bool
    files: Mapping[str, bytes]
    """By safe names, the manifest included."""
    against: tuple[Against, ...]


class NotFinal(CopydeskError):
    """The text holds claims that keep it from being final."""

    def __init__(self, message: str, hint: str, against: tuple[Against, ...]) -> None:
        super().__init__(message, hint)
        self.against = against


def against(session: Session) -> tuple[Against, ...]:
    """What stands against publishing a session, what blocks it first; looks at its answers.

    Raises:
        NothingToPublish: There is no page, or nothing in it.
    """
    session.check()
    return Texts(session).against()


def make(session: Session, options: Options = Options()) -> Bundle:  # noqa: B008
    """Make a session's bundle; nothing is written.

    Takes a moment: call it on a snapshot, away from the keys.

    Raises:
        NothingToPublish: There is no page, or nothing in it.
        NotFinal: It shall be no draft, and claims in its text are not verified.
    """
    session.check()
    texts = Texts(session)
    found = texts.against()
    blocking = [one for one in found if one.blocks]
    if blocking and not options.draft:
        amount = "1 claim keeps" if len(blocking) == 1 else f"{len(blocking):,} claims keep"
        raise NotFinal(
            f"{amount} {one_line(session.title, 60)} from being final.",
            "Verify them or take them out, or publish a draft.",
            found,
        )
    return _Maker(texts, options, found).bundle()


class _Maker:
    """Makes the files one after another, each under a name of its own."""

    def __init__(self, texts: Texts, options: Options, found: tuple[Against, ...]) -> None:
        self._texts = texts
        self._options = options
        self._against = list(found)
        self._files: dict[str, bytes] = {}
        self._blocked = sum(one.blocks for one in found)

    def bundle(self) -> Bundle:
        session = self._texts.session
        page = self._page()
        for document in documents_beside(self._texts):
            self._document(document)
        claims = as_markdown(claims_of(session), session.title, session.name)
        self._add("claims.md", claims)
        from copydesk.sessions.store import export

        self._add("session.json", export(session))
        self._files[MANIFEST] = _manifest(session, self._options, self._files)
        return Bundle(
            session=session.id,
            title=one_line(session.title),
            page=page,
            draft=self._options.draft,
            files=self._files,
            against=tuple(self._against),
        )

    def _add(self, name: str, content: str | bytes) -> str:
        """Take a file in; a name that is taken already gets a number."""
        data = content if isinstance(content, bytes) else content.encode("utf-8", "replace")
        stem, _, ending = name.rpartition(".")
        number = 1
        while name in self._files or name == MANIFEST:
            number += 1
            name = f"{stem[:60]}-{number}.{ending}"
        self._files[name] = data
        return name

    def _page(self) -> str:
        """The page as Markdown and as HTML, and its head; the name of the HTML."""
        texts, options = self._texts, self._options
        document, known = texts.page, texts.facts
        text = texts.text(document).text
        asked = questions(texts.material, document)
        draft = draft_line(self._blocked) if options.draft else ""
        self._add(file_name(document), _markdown(text, texts, options, draft))
        made = page_html(_with_headline(text, known.title), known, asked, draft=draft)
        for words in made.undone:
            said = f"“{one_line(words, 60)}” is no link on the page alone: its address is not whole"
            self._against.append(Against("link", said))
        name = self._add(f"{file_name(document).rpartition('.')[0]}.html", made.html)
        heads = [one for one in texts.session.kit.documents if texts.is_head(one)]
        self._add(file_name(heads[0]) if heads else "head.html", head_html(known, asked))
        return name

    def _document(self, document: Document) -> None:
        try:
            content = self._content(document)
        except ValueError as error:
            said = f"{file_name(document)} is left out: its answer cannot be read, {error}"
            self._against.append(Against("file", one_line(said, 200), place_of(document)))
            return
        if content.strip():
            self._add(file_name(document), content)

    def _content(self, document: Document) -> str:
        """A file's text; "" where there is nothing in it. Raises ValueError for broken JSON."""
        texts = self._texts
        if not any(texts.material.answer(part.answer) for part in document.parts if part.answer):
            return ""
        if document.format == "json":
            return as_json(texts.material, document, texts.known)
        if document.format == "csv":
            rows = _with_addresses(as_rows(texts.material, document), texts, document)
            return as_csv(rows, columns(texts.material, document))
        if document.format == "html":
            from copydesk.documents import set_document

            return cleaned(set_document(texts.material, document.id)) + "\n"
        if texts.is_review(document):
            return review_text(texts.session, texts.page, document)
        return texts.text(document).text + "\n"


def file_name(document: Document) -> str:
    """The name of a document's file: safe on every system, whoever wrote the kit."""
    ending = ENDINGS[document.format]
    stem = document.file.removesuffix(ending) if document.file else document.id
    return f"{stem if is_name(stem) else slug(stem)}{ending}"


def draft_line(claims: int) -> str:
    """What a draft says of itself."""
    if not claims:
        return "Draft."
    return (
        f"Draft: {claims:,} {'claim in it is' if claims == 1 else 'claims in it are'} not verified."
    )


def _with_headline(text: str, title: str) -> str:
    """The text beginning with a headline: its own, or the title."""
    if text.lstrip("\n").startswith("# "):
        return text
    return f"# {_plain(title)}\n\n{text}"


def _plain(text: str) -> str:
    return "".join(f"\\{char}" if char in "\\`*_[]<>#|~" else char for char in text)


def _markdown(text: str, texts: Texts, options: Options, draft: str) -> str:
    """The page's Markdown: its headline stands in the front matter where there is one."""
    fence = front_matter(options.front_matter, texts.facts, draft=options.draft)
    if not fence:
        said = f"> **{draft.rstrip('.')}.**\n\n" if draft else ""
        return f"{said}{text}\n"
    first, _, rest = text.lstrip("\n").partition("\n")
    if first == f"# {texts.facts.title}":
        text = rest.lstrip("\n")
    if options.front_matter == "docusaurus":
        text = for_mdx(text)
    elif options.front_matter == "jekyll":
        text = _for_liquid(text)
    return f"{fence}{text}\n"


def _for_liquid(text: str) -> str:
    """Markdown in which Liquid, which Jekyll runs over all of it, finds nothing to run."""
    return re.sub(r"\{\{|\{%", lambda found: f"{{{{ '{found[0]}' }}}}", text)


def _with_addresses(
    rows: list[dict[str, object]], texts: Texts, document: Document
) -> list[dict[str, object]]:
    """The rows of planned links with the addresses that the map knows."""
    answers = {part.answer for part in document.parts}
    weave = next(
        (one for one in texts.page.weave if one.kind == "link" and one.answer in answers), None
    )
    if weave is None:
        return rows
    return [dict(_with_address(row, weave.target, texts.session)) for row in rows]


def _with_address(
    row: Mapping[str, object], target: str, session: Session
) -> Iterator[tuple[str, object]]:
    yield from row.items()
    title = row.get(target)
    address = address_of(session, title) if isinstance(title, str) else ""
    yield "address", "" if address.startswith(UNKNOWN) else address


def _manifest(session: Session, options: Options, files: Mapping[str, bytes]) -> bytes:
    """What the bundle says of itself: whose it is, and each file with the digest of its bytes."""
    data = {
        "format": FORMAT,
        "made_by": "copydesk",
        "session": session.id,
        "title": one_line(session.title),
        "state": "draft" if options.draft else "final",
        "front_matter": options.front_matter,
        "files": {name: sha256(content).hexdigest() for name, content in files.items()},
    }
    return (json.dumps(data, indent=2) + "\n").encode("ascii")
