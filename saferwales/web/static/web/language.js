// The link to the other language takes along what is typed and not yet sent; the server never sees that.
const KEPT = "half-filled";
const withoutLanguage = (address) => address.replace(/^\/(en|cy)\//, "/");
const boxes = (form) => [...form.elements].filter((box) => box.name && !["file", "password", "submit", "button"].includes(box.type)
  && (box.type !== "hidden" || box.name === "base"));

function valueOf(box) {
  if (box.type === "checkbox" || box.type === "radio") return box.checked;
  return box.type === "select-multiple" ? [...box.selectedOptions].map((one) => one.value) : box.value;
}

function fill(box, value) {
  if (box.type === "checkbox" || box.type === "radio") box.checked = value;
  else if (box.type === "select-multiple") for (const one of box.options) one.selected = value.includes(one.value);
  else box.value = value;
}

// A form stands at the same place of the page in both languages, and so does a box in its form.
function keep(link) {
  const inPlace = [...document.forms].find((form) => form.hasAttribute("hx-post"));
  if (inPlace) link.pathname = link.pathname.slice(0, 4) + new URL(inPlace.action).pathname.slice(4);
  const forms = inPlace ? [inPlace] : [...document.forms];
  const typed = forms.map((form) => boxes(form).map((box) => [box.name, valueOf(box)]));
  const chosen = forms.some((form) => [...form.elements].some((box) => box.type === "file" && box.value));
  sessionStorage.setItem(KEPT, JSON.stringify({ page: withoutLanguage(link.pathname), typed, chosen, at: Date.now() }));
}

function bringBack() {
  const kept = JSON.parse(sessionStorage.getItem(KEPT) || "null");
  sessionStorage.removeItem(KEPT);
  if (!kept || kept.page !== withoutLanguage(location.pathname) || Date.now() - kept.at > 60000) return;
  kept.typed.forEach((texts, place) => {
    const form = document.forms[place];
    if (!form) return;
    const own = boxes(form);
    texts.forEach(([name, value], at) => own[at]?.name === name && fill(own[at], value));
    form.querySelectorAll("details").forEach((one) => { one.open ||= boxes(form).some((box) => one.contains(box) && box.value); });
  });
  if (kept.chosen) document.getElementById("choose-again").hidden = false;
}

// The browser remembers the choice by the page that the link leads to; the person, on every machine, by this.
function remember(link) {
  const chosen = { language: link.hreflang, csrfmiddlewaretoken: link.dataset.token };
  navigator.sendBeacon(link.dataset.remember, new URLSearchParams(chosen));
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("#other-language");
  if (!link) return;
  keep(link);
  if (link.dataset.remember) remember(link);
});
bringBack();
