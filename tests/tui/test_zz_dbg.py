from writer_at_work import Home
async def test_x(home):
    async with home.in_a_session() as writer:
            await writer.pastes("The first half, ")
            await writer.pastes("and the rest.", rest=True)
            print(writer.session.text_of("outline"), writer.line)
            await writer.rests()
            print(writer.session.text_of("outline"), writer.line, writer.screen.work.dirty)
            await writer.saves()
            print(writer.answers(),  writer.screen.work.dirty)
            assert 0
