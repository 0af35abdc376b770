"""What is looked for on every page, and in every window while it is open."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

# A page that refuses bad input or a stranger is no fault of the page's.
EXPECTED = "Failed to load resource"


class Witness:
    """Note whatever no visitor should ever cause or see."""

    def __init__(self, window: BrowserContext, home: str) -> None:
        self.home = home
        self.complaints: list[str] = []
        window.on("console", self.on_console)
        window.on("weberror", lambda error: self.complaints.append(str(error.error)))
        window.on("request", self.on_request)
        window.on("response", self.on_response)

    def on_console(self, message: ConsoleMessage) -> None:
        """A breach of the content security policy is an error on the console."""
        if message.type == "error" and EXPECTED not in message.text:
            self.complaints.append(message.text)

    def on_request(self, request: Request) -> None:
        """Nothing is ever asked of somebody else's server."""
        if not request.url.startswith((self.home, "data:")):
            self.complaints.append(f"third party: {request.url}")

    def on_response(self, response: Response) -> None:
        """No page fails; every file that a page names is there."""
        missing_file = response.status == 404 and "/static/" in response.url
        if response.status >= 500 or missing_file:
            self.complaints.append(f"{response.status}: {response.url}")


def barriers(page: Page) -> list[str]:
    """Return what axe finds on the page, a line each."""
    return [
        f"{found['id']}: {node['html'][:200]} {node['failureSummary'][:300]}"
        for found in Axe().run(page).response["violations"]
        for node in found["nodes"]
    ]


def overhang(page: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    return int(
        page.evaluate(
            "document.documentElement.scrollWidth"
            " - document.documentElement.clientWidth"
        )
    )
