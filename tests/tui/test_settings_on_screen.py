"""What the settings file says holds on the screen; what is wrong in it is shown and survived."""

from __future__ import annotations

from writer_at_work import Home

from copydesk.settings import load_settings
from copydesk.tui.actions import IDS
from copydesk.tui.screens.help import Help


async def test_a_key_can_be_given_to_another_action_and_the_footer_shows_it(home: Home) -> None:
    async with home.in_a_session(keymap={"session-copy": "y,f2", "quit": "ctrl+x"}) as writer:
        assert writer.footer()["y"] == "Copy"
        assert "c" not in writer.footer()
        await writer.press("c")
        assert home.clipboard.copied == []
        await writer.press("y")
        await writer.says("Copied")
        await writer.press("f2")
        await writer.until(lambda: len(home.clipboard.copied) == 2)
        await writer.press("ctrl+x")
        await writer.until(lambda: writer.has_quit)


async def test_keys_of_the_desk_can_be_given_away_too(home: Home) -> None:
    async with home.at_the_desk(keymap={"desk-open": "o", "help": "f9"}) as writer:
        assert writer.footer()["o"] == "Open"
        await writer.press("f9")
        await writer.until(lambda: isinstance(writer.app.screen, Help))
        await writer.press("escape", "o")
        await writer.is_in_session()


async def test_an_unknown_theme_falls_back_to_our_own_and_says_so(home: Home) -> None:
    async with home.at_the_desk(theme="[/x]\x1bno-such") as writer:
        assert writer.app.theme == "copydesk-dark"
        await writer.until(lambda: "1 fault in the settings; ? lists them" in writer.sees())
        await writer.press("question_mark")
        await writer.until(lambda: isinstance(writer.app.screen, Help))
        assert "there is no theme" in "\n".join(writer.app.complaints)


async def test_faults_in_the_settings_file_are_shown_and_survived(home: Home) -> None:
    home.folders.settings.parent.mkdir(parents=True)
    home.folders.settings.write_text('them = "x"\n[keys]\n"session-cop" = "y"\n[clip')
    settings, problems = load_settings(home.folders.settings, IDS)
    assert problems
    home.folders.settings.write_text('them = "x"\n[keys]\n"session-cop" = "y"\n')
    settings, problems = load_settings(home.folders.settings, IDS)
    async with home.at_the_desk(
        problems=tuple(str(problem) for problem in problems), theme=settings.theme
    ) as writer:
        await writer.until(lambda: "faults in the settings; ? lists them" in writer.sees())
        shown = "\n".join(writer.app.complaints)
        assert "did you mean 'theme'" in shown
        assert "did you mean 'session-copy'" in shown
        assert "settings.toml:1" in shown
        await writer.press("enter")
        await writer.is_in_session()


async def test_a_key_that_two_actions_of_a_screen_have_is_said(home: Home) -> None:
    async with home.at_the_desk(keymap={"session-copy": "k"}) as writer:
        await writer.until(lambda: "1 fault in the settings" in writer.sees())
        assert writer.app.complaints == ["keys: k is given to session-copy and to session-up"]


async def test_light_and_dark_is_a_key_and_is_remembered(home: Home) -> None:
    async with home.in_a_session() as writer:
        assert writer.app.current_theme.dark
        await writer.press("ctrl+t")
        assert writer.app.theme == "copydesk-light"
        settings, _ = load_settings(home.folders.settings, IDS)
        assert settings.theme == "copydesk-light"
        await writer.press("ctrl+t")
        assert writer.app.current_theme.dark


async def test_settings_that_cannot_be_written_are_said_and_the_theme_changes_all_the_same(
    home: Home,
) -> None:
    home.folders.settings.parent.mkdir(parents=True)
    home.folders.settings.mkdir()
    async with home.at_the_desk() as writer:
        await writer.press("ctrl+t")
        assert writer.app.theme == "copydesk-light"
        await writer.until(lambda: "settings.toml" in "\n".join(writer.toasts))
