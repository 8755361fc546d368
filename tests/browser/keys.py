"""Somebody who uses the keyboard alone, and sees at each step where they are."""

from django.urls import reverse
from django.utils.translation import gettext as _

FOCUSED = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
  const marked = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none";
  const middle = document.elementFromPoint(
    Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1), Math.min(Math.max(box.top + Math.min(box.height, 40) / 2, 0), innerHeight - 1));
  return {
    what: one.outerHTML.slice(0, 120), marked, seen: box.bottom > 0 && box.top < innerHeight && box.right > 0,
    covered: !!middle && !one.contains(middle) && !middle.contains(one) && !one.labels?.[0]?.contains(middle),
  };
}"""
MOST = 400


class Keyboard:
    """Presses keys in a page; every step of the way must be marked, in sight and covered by nothing."""

    def __init__(self, page, language="en"):
        self.page, self.language, self.steps = page, language, 0

    def _step(self, key="Tab"):
        self.page.keyboard.press(key)
        self.steps += 1
        where = self.page.evaluate(FOCUSED)
        if not where["what"].startswith("<body"):
            assert where["marked"] and where["seen"] and not where["covered"], where

    def reach(self, target):
        """Go on with the Tab key until the target has the focus."""
        target.wait_for()
        element = target.element_handle()
        for _turn in range(MOST):
            if element.evaluate("(one) => one === document.activeElement"):
                return
            self._step()
        raise AssertionError(f"The Tab key never reaches {target}")

    def press(self, target):
        """Follow a link, or press a button."""
        self.reach(target)
        self.page.keyboard.press("Enter")

    def write(self, box, words):
        self.reach(box)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(words)

    def tick(self, box):
        self.reach(box)
        self.page.keyboard.press("Space")
        assert box.is_checked()

    def choose(self, group, wanted):
        """One of a group's choices: the Tab key reaches the group, the arrows what is wanted."""
        choices = group.get_by_role("radio")
        choices.first.wait_for()
        chosen = [one for one in choices.all() if one.is_checked()]
        self.reach(chosen[0] if chosen else choices.first)
        target = group.get_by_label(wanted, exact=True)
        for _turn in range(choices.count()):
            if target.is_checked():
                return
            self._step("ArrowDown")
        if chosen or choices.count() > 1:
            assert target.is_checked()

    def sign_in(self, served, user):
        self.page.goto(f"{served.url}{reverse('account_login')}")
        self.write(self.page.get_by_label(_("Email")), user.email)
        self.write(self.page.get_by_label(_("Password")), "secret")
        self.press(self.page.get_by_role("button", name=_("Sign in")))
        self.page.get_by_role("heading", name=_("What waits for you")).wait_for()
