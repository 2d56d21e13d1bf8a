from writer_at_work import Home
import cProfile,pstats,time
from copydesk.tui.screens.find import FindInSession
from copydesk.tui.screens.session import SessionScreen
async def test_x(home):
    async with home.in_a_session(answers={"faq":"needle"}) as writer:
        await writer.press("slash")
        await writer.until(lambda: isinstance(writer.app.screen, FindInSession))
        await writer.types("needle")
        t=time.time()
        await writer.until(lambda: "place" in writer.sees())
        print("until",time.time()-t); t=time.time()
        await writer.press("enter")
        print("enter",time.time()-t); t=time.time()
        await writer.until(lambda: isinstance(writer.app.screen, SessionScreen))
        print("until",time.time()-t); t=time.time()
        await writer.rests()
        print("rests",time.time()-t); t=time.time()
        assert 0
