"""The commands, their options, and what ``--help`` says of each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from copydesk.cli.door import copydesk
from copydesk.cli.rooms import Rooms

F = TypeVar("F", bound=Callable[..., Any])

REF_HELP = """\b
REF is the id of a session or a start of it, its title, MAP/ARTICLE, an
article, a kit, or a path. What is no session means the latest session on it.
"""


def run(args: list[str]) -> int:
    """Run a command line, the program's name left out; the exit code."""
    return copydesk.run(args)


def _kit_option(command: F) -> F:
    return click.option(
        "--kit", default="", metavar="ID", help="The kit for a brief that belongs to no map."
    )(command)


def _json_option(command: F) -> F:
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


# The screens


@copydesk.command("open", epilog=REF_HELP)
@click.argument("ref")
@click.option("--new", is_flag=True, help="Begin another session, also where one exists.")
@click.option("--backup", is_flag=True, help="Open a damaged session's last save but one.")
@_kit_option
@click.pass_obj
def open_command(rooms: Rooms, ref: str, new: bool, backup: bool, kit: str) -> int:
    """Go straight into a session, or begin one.

    \b
    Examples:
      copydesk open ci-vs-cd
      copydesk open ci-cd-for-python/ci-vs-cd --new
      copydesk open ./handed-to-me.json
      copydesk open my-brief.toml --kit article
    """
    from copydesk.cli.opening import show_session

    if new and backup:
        raise click.UsageError("--new and --backup cannot go together.")
    return show_session(rooms, ref, new=new, backup=backup, kit_id=kit)


@copydesk.command()
@click.pass_obj
def resume(rooms: Rooms) -> int:
    """Go on with the session that was last worked on."""
    from copydesk.cli.opening import latest
    from copydesk.cli.screens import run_app

    return run_app(rooms, lambda: latest(rooms))


# Looking


@copydesk.command("list")
@click.argument("kind", required=False, type=click.Choice(["kits", "maps", "sessions"]))
@_json_option
@click.pass_obj
def list_command(rooms: Rooms, kind: str | None, as_json: bool) -> None:
    """List sessions, maps with articles, and kits.

    \b
    Examples:
      copydesk list
      copydesk list sessions --json | jq -r '.sessions[].title'
    """
    from copydesk.cli.listing import list_all

    list_all(rooms, kind or "", as_json)


@copydesk.command(epilog=REF_HELP)
@click.argument("ref")
@click.option("--flow", "as_flow", is_flag=True, help="Show which prompt feeds which.")
@_kit_option
@_json_option
@click.pass_obj
def show(rooms: Rooms, ref: str, as_flow: bool, kit: str, as_json: bool) -> None:
    """Show a session, an article, a map or a kit.

    A session shows what is done and what comes next; an article without one shows its brief.

    \b
    Examples:
      copydesk show ci-vs-cd
      copydesk show ci-vs-cd --flow
      copydesk show article --json
    """
    from copydesk.cli.showing import show as print_it

    print_it(rooms, ref, kit, as_json, as_flow)


@copydesk.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--kit", default="", metavar="ID", help="Hold briefs of no map to this kit.")
@click.option("--complete", is_flag=True, help="Ask briefs for every value their kit requires.")
@click.pass_obj
def validate(rooms: Rooms, paths: tuple[str, ...], kit: str, complete: bool) -> int:
    """Name every fault in kits, maps and briefs.

    PATH is the folder of a kit or map, a brief's file, or a folder of kits and maps. Each fault
    is a line "file:line: key: message" on standard error, and the exit code is 1.

    \b
    Examples:
      copydesk validate kits/article
      copydesk validate my-brief.toml --kit article --complete
    """
    from copydesk.cli.checking import validate as check

    return check(rooms, paths, kit, complete)


@copydesk.command()
@_json_option
@click.pass_obj
def where(rooms: Rooms, as_json: bool) -> None:
    """Show the folders and the settings file in use."""
    from copydesk.cli.listing import where as print_it

    print_it(rooms, as_json)


# Prompts and answers


@copydesk.command(epilog=REF_HELP)
@click.argument("ref")
@click.argument("prompt")
@click.option(
    "--one-chat", is_flag=True, help="Refer back to answers that the chat in use holds already."
)
@click.option("--allow-missing", is_flag=True, help="Print it even if answers are missing.")
@_kit_option
@click.pass_obj
def prompt(
    rooms: Rooms, ref: str, prompt: str, one_chat: bool, allow_missing: bool, kit: str
) -> int:
    """Print a finished prompt, as the screens copy it.

    PROMPT is its id, its number, or a start of its id. What is missing is named on standard
    error; then nothing is printed and the exit code is 3. No line end is added, except on a
    terminal. Without a session nothing is saved; with one, it notes what the prompt was made
    from.

    \b
    Examples:
      copydesk prompt ci-vs-cd outline | wl-copy
      copydesk prompt ci-vs-cd 4 --allow-missing > body.md
    """
    from copydesk.cli.printing import print_prompt

    return print_prompt(
        rooms, ref, prompt, kit_id=kit, one_chat=one_chat, allow_missing=allow_missing
    )


@copydesk.command(epilog=REF_HELP)
@click.argument("ref")
@click.argument("prompt")
@click.option("--file", default="", metavar="FILE", help="Read the answer from here.")
@click.option("--append", is_flag=True, help="Add to the answer that stands there.")
@_kit_option
@click.pass_obj
def answer(rooms: Rooms, ref: str, prompt: str, file: str, append: bool, kit: str) -> int:
    """Save an answer from a pipe or a file.

    A session is begun where there is none. What stood there before is kept as a version. The
    text must be UTF-8; an empty one is refused.

    \b
    Examples:
      copydesk prompt ci-vs-cd outline | llm | copydesk answer ci-vs-cd outline
      copydesk answer ci-vs-cd 4 --file body.md
      wl-paste | copydesk answer ci-vs-cd body --append
    """
    from copydesk.cli.answering import take_answer

    return take_answer(rooms, ref, prompt, file=file, append=append, kit_id=kit)


# Models


@copydesk.command("run", epilog=REF_HELP)
@click.argument("ref")
@click.argument("prompt", required=False, default="")
@click.option("--next", "following", is_flag=True, help="Run the next prompt that needs you.")
@click.option("--all", "every", is_flag=True, help="Run all that want an answer, in their order.")
@click.option("--model", default="", metavar="M", help="The model, as litellm names it.")
@click.option(
    "--fix", type=click.IntRange(0, 10), default=0, metavar="N", help="Send up to N fix prompts."
)
@click.option(
    "--max-cost",
    type=click.FloatRange(0, 1e6, min_open=True),
    default=None,
    metavar="X",
    help="Stop at X US dollars.",
)
@click.option(
    "--max-tokens",
    type=click.IntRange(1),
    default=None,
    metavar="T",
    help="Stop at T tokens in all.",
)
@click.option(
    "--jobs", type=click.IntRange(1, 32), default=None, metavar="J", help="So many side by side."
)
@click.option("--allow-missing", is_flag=True, help="Send one prompt though answers are missing.")
@_kit_option
@click.pass_obj
def run_command(
    rooms: Rooms,
    ref: str,
    prompt: str,
    following: bool,
    every: bool,
    model: str,
    fix: int,
    max_cost: float | None,
    max_tokens: int | None,
    jobs: int | None,
    allow_missing: bool,
    kit: str,
) -> int:
    """Run prompts on a model, and save the answers.

    Name one PROMPT, or --next, or --all. The answer to one prompt goes to standard output,
    progress to standard error. The exit code is 1 when an answer came but fails a check, 3 when
    the prompt lacks something, 4 when the model gave no whole answer, 5 when a limit was
    reached. Whatever came is kept, and the same command goes on.

    \b
    Examples:
      copydesk run ci-vs-cd outline --model openai/gpt-5-mini > outline.json
      copydesk run ci-vs-cd --all --fix 2 --max-cost 0.50
    """
    if bool(prompt) + following + every != 1:
        raise click.UsageError("Name one PROMPT, or --next, or --all.")
    if max_cost is not None and max_cost != max_cost:
        raise click.UsageError("--max-cost is no number.")
    from copydesk.cli.running import Wanted, run
    from copydesk.runs.run_on import Limits

    wanted = Wanted(
        ref,
        prompt=prompt,
        every=every,
        model=model,
        fixes=fix,
        limits=Limits(max_cost or 0.0, max_tokens or 0),
        jobs=jobs or 0,
        allow_missing=allow_missing,
        kit=kit,
    )
    return run(rooms, wanted)


@copydesk.command()
@_json_option
@click.pass_obj
def models(rooms: Rooms, as_json: bool) -> int:
    """List the models that can work here.

    Those of providers whose key is in the environment or the keyring, of a local Ollama, and of
    the servers in the settings. Any other litellm name can be given to copydesk run.

    \b
    Examples:
      copydesk models
      OPENAI_API_KEY=… copydesk models --json | jq -r '.models[].name'
    """
    from copydesk.cli.running import list_models

    return list_models(rooms, as_json)


# What answers are held to


@copydesk.command(epilog=REF_HELP)
@click.argument("ref")
@click.argument("prompt", required=False, default="")
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings too.")
@_json_option
@click.pass_obj
def check(rooms: Rooms, ref: str, prompt: str, strict: bool, as_json: bool) -> int:
    """Hold answers to what their prompts asked for.

    Without PROMPT, every answer of the session. Each finding says what was found, what was asked
    for and where; so does whatever makes an answer stale. The exit code is 1 when an answer
    fails, and 0 when there is nothing but warnings and advice.

    \b
    Examples:
      copydesk check ci-vs-cd
      copydesk check ci-vs-cd meta --json | jq -r '.prompts[].findings[].found'
    """
    from copydesk.cli.judging import check as check_it

    return check_it(rooms, ref, prompt, as_json=as_json, strict=strict)


@copydesk.command(epilog=REF_HELP)
@click.argument("ref")
@click.argument("prompt")
@click.pass_obj
def fix(rooms: Rooms, ref: str, prompt: str) -> int:
    """Print a fix prompt: a follow-up for the same chat.

    It is made from what fails in the answer to PROMPT, or from what warns where nothing fails.
    Where neither does, nothing is printed and the exit code is 1.

    \b
    Examples:
      copydesk fix ci-vs-cd meta | wl-copy
      copydesk fix ci-vs-cd meta | llm -c | copydesk answer ci-vs-cd meta
    """
    from copydesk.cli.judging import print_fix

    return print_fix(rooms, ref, prompt)


@copydesk.command(epilog=REF_HELP)
@click.argument("ref")
@click.argument("prompt")
@click.option("--take", type=int, metavar="N", help="Make version N current.")
@_json_option
@click.pass_obj
def versions(rooms: Rooms, ref: str, prompt: str, take: int | None, as_json: bool) -> None:
    """List every version of an answer, the newest first.

    \b
    Examples:
      copydesk versions ci-vs-cd body
      copydesk versions ci-vs-cd body --take 2
    """
    from copydesk.cli.versions import list_versions, take_version

    if take is not None:
        take_version(rooms, ref, prompt, take)
    else:
        list_versions(rooms, ref, prompt, as_json)


@copydesk.command(epilog=REF_HELP)
@click.argument("ref")
@_json_option
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV, for a spreadsheet.")
@click.option("--verify", default="", metavar="ID", help="Say that a claim was verified.")
@click.option("--reject", default="", metavar="ID", help="Say that a claim does not hold.")
@click.option("--address", default="", metavar="URL", help="With --verify: where it stands.")
@click.option("--note", default="", metavar="TEXT", help="With --verify: how it was verified.")
@click.pass_obj
def claims(
    rooms: Rooms,
    ref: str,
    as_json: bool,
    as_csv: bool,
    verify: str,
    reject: str,
    address: str,
    note: str,
) -> int | None:
    """List what a person must verify before it is printed.

    \b
    Examples:
      copydesk claims ci-vs-cd
      copydesk claims ci-vs-cd --csv > claims.csv
      copydesk claims ci-vs-cd --verify 3f2a90c1d4e5 --address https://dora.dev/
    """
    from copydesk.cli.claims import list_claims

    if bool(verify) + bool(reject) + as_json + as_csv > 1:
        raise click.UsageError("Only one of --json, --csv, --verify and --reject can be given.")
    return list_claims(
        rooms,
        ref,
        as_json=as_json,
        as_csv=as_csv,
        verify=verify,
        reject=reject,
        address=address,
        note=note,
    )


# The finished text


@copydesk.command(epilog=REF_HELP)
@click.argument("ref")
@click.option("--document", default="", metavar="ID", help="Another document than the first.")
@_json_option
@click.pass_obj
def score(rooms: Rooms, ref: str, document: str, as_json: bool) -> int:
    """Measure the article, without a model.

    Words of each section, where the keywords stand, headings, reading grade, links, images, FAQ,
    dates, claims, and answers that fail or are stale; beside it what the final review says.

    \b
    Examples:
      copydesk score ci-vs-cd
      copydesk score ci-vs-cd --document posts
      copydesk score ci-vs-cd --json | jq '.groups[].lines[] | .id, .value'
    """
    from copydesk.cli.scoring import print_score

    return print_score(rooms, ref, document, as_json=as_json)


# Publishing


@copydesk.command(epilog=REF_HELP)
@click.argument("ref")
@click.argument("document", required=False, default="")
@click.pass_obj
def document(rooms: Rooms, ref: str, document: str) -> int:
    """Print a document set from the answers: the article, the posts.

    DOCUMENT is its id; without one, the page. What is missing is named on standard error.

    \b
    Examples:
      copydesk document ci-vs-cd > article.md
      copydesk document ci-vs-cd posts
    """
    from copydesk.cli.documents import print_document

    return print_document(rooms, ref, document)


@copydesk.command(epilog=REF_HELP)
@click.argument("ref")
@click.option(
    "--to",
    metavar="DIR",
    type=click.Path(path_type=Path),
    required=True,
    help="The folder; made where it is not there.",
)
@click.option(
    "--front-matter",
    "form",
    type=click.Choice(["hugo", "jekyll", "astro", "docusaurus", "none"]),
    default="none",
    help="What the Markdown begins with; none without it.",
)
@click.option("--draft", is_flag=True, help="Publish a draft, also with claims nobody verified.")
@click.option("--force", is_flag=True, help="Replace the bundle that lies there.")
@_json_option
@click.pass_obj
def publish(
    rooms: Rooms, ref: str, to: Path, form: str, draft: bool, force: bool, as_json: bool
) -> int:
    """Write the finished article, and all that goes with it, into a folder.

    A page in HTML, its Markdown, the page's head, posts, images and links as tables, claims, the
    review, the session. Claims in the text that nobody verified keep it from being final: then
    nothing is written and the exit code is 1; --draft marks them. A folder that is there must be
    empty or hold a bundle, which only --force replaces.

    \b
    Examples:
      copydesk publish ci-vs-cd --to ./ci-vs-cd --draft
      copydesk publish ci-vs-cd --to posts/ci-vs-cd --front-matter hugo --force
    """
    from copydesk.cli.publishing import publish as publish_it
    from copydesk.publish.bundle import Options

    return publish_it(
        rooms,
        ref,
        to,
        Options(form, draft),  # type: ignore[arg-type]
        force=force,
        as_json=as_json,
    )


# Keeping sessions


@copydesk.command(epilog=REF_HELP)
@click.argument("ref")
@click.option("--json", is_flag=True, expose_value=False, help="As JSON; the one form there is.")
@click.option("--to", metavar="FILE", type=click.Path(path_type=Path), help="Write it here.")
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
@click.pass_obj
def export(rooms: Rooms, ref: str, to: Path | None, force: bool) -> None:
    """Write a whole session as one file.

    Every version of every answer is in it.

    \b
    Examples:
      copydesk export ci-vs-cd --json --to for-my-editor.json
      copydesk open for-my-editor.json
    """
    from copydesk.cli.keeping import export_session

    export_session(rooms, ref, to, force)


@copydesk.command(epilog=REF_HELP)
@click.argument("ref")
@click.argument("title")
@click.pass_obj
def rename(rooms: Rooms, ref: str, title: str) -> None:
    """Give a session another title."""
    from copydesk.cli.keeping import rename as rename_it

    rename_it(rooms, ref, title)


@copydesk.command(epilog=REF_HELP)
@click.argument("ref")
@click.pass_obj
def duplicate(rooms: Rooms, ref: str) -> None:
    """Make a second session like one.

    It has the same answers and versions; its id is printed.
    """
    from copydesk.cli.keeping import duplicate as duplicate_it

    duplicate_it(rooms, ref)


@copydesk.command(epilog=REF_HELP)
@click.argument("ref")
@click.pass_obj
def delete(rooms: Rooms, ref: str) -> None:
    """Move a session to the trash.

    copydesk undelete takes it back.
    """
    from copydesk.cli.keeping import delete as delete_it

    delete_it(rooms, ref)


@copydesk.command()
@click.argument("name", required=False, default="")
@click.option("--list", "list_only", is_flag=True, help="List what is in the trash.")
@click.pass_obj
def undelete(rooms: Rooms, name: str, list_only: bool) -> None:
    """Take a session back from the trash.

    The one that was deleted last, or the one of this id or title.
    """
    from copydesk.cli.keeping import undelete as take_back

    take_back(rooms, name, list_only)
