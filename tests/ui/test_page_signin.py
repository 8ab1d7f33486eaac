"""Who gets to see the page in Chromium, and what it keeps."""

from tests.browsers.cdp import Chromium
from tests.ui.standin import Standin
from tests.ui.walk import choose, complaints, open_page, signed_in, with_board

SIGNIN = "document.querySelector('h1')?.textContent === 'Open Atshot from your own machine'"
MAIN = "!!document.querySelector('.drop')"
PROBLEM = "document.querySelector('[role=alert]')?.textContent"


async def test_a_code_in_the_address_signs_in_and_is_taken_out_of_it(chrome: Chromium, daemon: Standin) -> None:
    url = daemon.signed_in_url()

    page = await open_page(chrome, url)
    await page.until(MAIN)

    assert daemon.url() == await page.evaluate("location.href")
    assert daemon.token == await page.evaluate("sessionStorage.getItem('atshot-token')")
    assert [0, "", 0] == await page.evaluate("[localStorage.length, document.cookie, (history.state ?? []).length]")
    assert all(url.partition("#")[2] not in f"{path}{headers}" for _, path, headers in daemon.requests)
    assert [] == complaints(chrome)


async def test_without_a_code_the_page_says_how_to_get_in(chrome: Chromium, daemon: Standin) -> None:
    page = await open_page(chrome, daemon.url())

    await page.until(SIGNIN)

    assert "atshot open" in await page.evaluate("document.body.innerText")
    assert [] == [path for _, path, _ in daemon.requests if path.startswith("/v1/")]


async def test_a_typed_code_signs_in_however_it_is_written(chrome: Chromium, daemon: Standin) -> None:
    page = await open_page(chrome, daemon.url())
    await page.until(SIGNIN)
    code = daemon.open_code().lower()

    await page.evaluate("document.querySelector('#code').focus()")
    await page.type(f"{code[:13]}-{code[13:]} ")
    await page.key("Enter", number=13, text="\r")

    await page.until(MAIN)


async def test_a_wrong_code_is_told_and_can_be_mended(chrome: Chromium, daemon: Standin) -> None:
    daemon.open_code()
    page = await open_page(chrome, daemon.url("/#WRONG"))

    await page.until(f"{PROBLEM}?.startsWith('That code is wrong')")

    assert daemon.url() == await page.evaluate("location.href")
    assert await page.evaluate("sessionStorage.length === 0")


async def test_a_stranger_who_cannot_prove_the_code_gets_nothing(chrome: Chromium, daemon: Standin) -> None:
    daemon.is_proof_wrong = True
    page = await open_page(chrome, daemon.signed_in_url())

    await page.until(f"{PROBLEM}?.startsWith('Something that is not Atshot')")

    assert await page.evaluate("sessionStorage.length === 0")
    assert [] == [path for _, path, headers in daemon.requests if "Authorization" in headers]


async def test_a_reload_stays_signed_in_and_another_tab_does_not(chrome: Chromium, daemon: Standin) -> None:
    page = await signed_in(chrome, daemon)
    await page.evaluate("document.documentElement.dataset.before = 'yes'")

    await page.send("Page.reload")
    await page.until(f"document.documentElement && !document.documentElement.dataset.before && {MAIN}")
    other = await open_page(chrome, daemon.url())

    await other.until(SIGNIN)


async def test_a_page_whose_token_was_revoked_goes_back_to_the_start(chrome: Chromium, daemon: Standin) -> None:
    page = await with_board(chrome, daemon)
    daemon.token = "ats_other"

    await page.click(".tick input")
    await page.until(SIGNIN)

    assert "You were signed out: this page’s access ended." == await page.evaluate(PROBLEM)
    assert await page.evaluate("sessionStorage.length === 0")
    code = daemon.open_code()
    await page.evaluate(f"location.hash = '#{code}'")
    await page.until(MAIN)


async def test_the_page_of_a_pairing_shows_no_code_and_asks_the_daemon_nothing(
    chrome: Chromium, daemon: Standin
) -> None:
    page = await open_page(chrome, daemon.url("/pair#SECRETCODE"))

    await page.until("!!document.querySelector('.way')")

    text = await page.evaluate("document.documentElement.outerHTML")
    assert "SECRETCODE" not in text
    assert "atshot pair" in text
    assert [] == [path for _, path, _ in daemon.requests if path.startswith("/v1/")]
    assert [] == complaints(chrome)


async def test_what_strangers_wrote_is_only_ever_text(chrome: Chromium, daemon: Standin) -> None:
    hostile = "<img src=x onerror='document.title=1'><script>document.title=2</script>"
    page = await with_board(chrome, daemon)
    for task in daemon.tasks():
        task.update(text=hostile, owners=[hostile])

    await page.evaluate("location.hash = '#/tasks'")
    await page.until("document.querySelectorAll('.page.narrow .task').length === 3")

    assert hostile == await page.evaluate("document.querySelector('.task-text').textContent")
    assert 0 == await page.evaluate("document.querySelectorAll('#app img, #app script').length")
    assert "All tasks · Atshot" == await page.evaluate("document.title")


async def test_nothing_is_fetched_from_elsewhere(chrome: Chromium, daemon: Standin) -> None:
    page = await with_board(chrome, daemon)
    await choose(page)

    names = await page.evaluate("performance.getEntriesByType('resource').map(e => new URL(e.name).host)")

    assert {f"127.0.0.1:{daemon.port}"} == {name for name in names if name}
