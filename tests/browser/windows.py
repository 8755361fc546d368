"""Windows that are shown what roles were answered: axe looks at one page while the next is made and shown in another."""

from base64 import b64encode
from itertools import cycle

from django.conf import settings

from tests.browser.answers import client_of, parts

WIDTHS = (1280, 768, 320)
HEIGHT = 800
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
WATCH = """() => { window.refused = [];
  document.addEventListener("securitypolicyviolation", (event) => window.refused.push(event.violatedDirective)); }"""
# Every rule of levels A and AA and of good practice, also those that axe leaves out unless it is asked.
LEFT_OUT = ("wcag2aaa", "deprecated")
EVERY_RULE = f"every rule of axe but those marked {' and '.join(LEFT_OUT)}"
RULES = "(out) => axe.getRules().filter((rule) => !rule.tags.some((tag) => out.includes(tag))).map((rule) => rule.ruleId)"
# What the room on the screen decides, and is therefore looked at on a phone once more.
OF_ROOM = ("target-size", "scrollable-region-focusable", "meta-viewport", "css-orientation-lock")
LOOK = """(options) => { window.found = axe.run(document, { resultTypes: ["violations"], ...options })
  .then((said) => said.violations.map((one) => `${one.id}: ${one.nodes[0].html}`)); }"""


class Window:
    """A browser's page; what it logs is a fault of the page that it shows."""

    def __init__(self, page, url):
        from axe_playwright_python.sync_playwright import Axe

        self.page, self.url = page, url
        self.logged, self.found, self.label, self.rules = [], [], None, []
        page.add_init_script(f"({WATCH})()")
        page.add_init_script(Axe().axe_script)
        page.on("console", lambda said: self.logged.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.logged.append(str(error)))

    def answer_itself(self):
        """From now on each page that is asked for is the answer to be shown. Playwright's own way of doing so would have
        every style sheet and script fetched anew for every page."""
        own = self.page.context.new_cdp_session(self.page)

        def give(asked):
            headers = [{"name": name, "value": value} for name, value in self.answer.headers.items()]
            body = b64encode(self.answer.content).decode()
            facts = {"responseCode": 200, "responseHeaders": headers, "body": body}
            own.send("Fetch.fulfillRequest", {"requestId": asked["requestId"], **facts})

        own.on("Fetch.requestPaused", give)
        own.send("Fetch.enable", {"patterns": [{"urlPattern": "*", "resourceType": "Document"}]})

    def show(self, label, path, answer):
        """Load the answer as if the server had just given it, and begin to look at it."""
        self.answer = answer
        self.logged.clear()
        self.page.goto(f"{self.url}{path}")
        self.look(label)

    def look(self, label):
        """Look at what the page shows now, on screens of three widths; ``ended`` says what was found."""
        self.label, self.found = label, []
        self.rules = self.rules or self.page.evaluate(RULES, list(LEFT_OUT))
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
            if self.page.evaluate(SIDEWAYS):
                self.found.append(f"scrolls sideways at {width}")
        self.page.evaluate(LOOK, {"runOnly": {"type": "rule", "values": OF_ROOM}})
        self.found += self.page.evaluate("window.found")
        self.page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
        self.page.evaluate(LOOK, {"rules": {rule: {"enabled": True} for rule in self.rules}})

    def ended(self):
        """(label, faults) of the page looked at last, where it has any."""
        if self.label is None:
            return []
        faults = (
            self.found
            + self.page.evaluate("window.found")
            + self.page.evaluate("window.refused")
            + self.logged
        )
        label, self.label = self.label, None
        return [(label, faults)] if faults else []


class Windows:
    """Two windows by turns."""

    def __init__(self, browser, url):
        contexts = [browser.new_context(viewport={"width": WIDTHS[0], "height": HEIGHT}) for _one in range(2)]
        self.own = [Window(context.new_page(), url) for context in contexts]
        for window in self.own:
            window.answer_itself()
        self.turns, self.wrong = cycle(self.own), []

    def show(self, label, path, answer):
        window = next(self.turns)
        self.wrong += window.ended()
        window.show(label, path, answer)

    def close(self):
        for window in self.own:
            self.wrong += window.ended()
            window.page.context.close()


class Proof:
    """Counts pages, shows each whose content or whose frame was not seen yet, and says what was found."""

    def __init__(self, browser, served):
        self.windows, self.pages, self.opened = Windows(browser, served.url), 0, 0
        self.seen = set()

    def add(self, role, path, answer, user=None):
        self.pages += 1
        new = set(parts(path, answer, user)) - self.seen
        if new:
            self.seen |= new
            self.opened += 1
            self.windows.show((role, path, answer.status_code), path, answer)

    def end(self, figure, what):
        self.windows.close()
        wrong = self.windows.wrong
        figure(
            f"{what}: {self.pages}, of {len(self.seen)} different contents and frames, seen in {self.opened}; "
            f"{EVERY_RULE}: {len(wrong)} with a violation, sideways scrolling or a logged error"
        )
        assert wrong == [], "\n".join(f"{label}: {faults}" for label, faults in wrong)


def window_of(browser, served, user):
    """A page in a window of its own, in which the user, if any, has signed in."""
    context = browser.new_context(viewport={"width": WIDTHS[0], "height": HEIGHT})
    if user:
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client_of(user).cookies[name].value, "url": served.url}])
    return context.new_page()
