// The ticket's bar and side panel: the title that is clicked to be edited, search as one types, links that open a form,
// a clash that waits for a decision, and what the timer is told of.

const TOLD_EVERY = 60_000;
const told = new Map(); // when the timer was last told of typing, by ticket
let opened = ""; // the ticket that was last shown

const ticket = () => document.querySelector("[data-ticket]")?.dataset.ticket ?? "";
const headers = () => JSON.parse(document.body.getAttribute("hx-headers") || "{}");

function tell(what) {
  const body = new URLSearchParams({ what });
  return fetch(`/tickets/${ticket()}/seen`, { method: "POST", body, headers: headers() }).catch(() => {});
}

// A person without the right to log work has no timer: the page then offers no way to log time either.
const hasTimer = () => document.getElementById("timer-modes") !== null;

function shown() {
  const clash = document.querySelector("dialog[data-clash]");
  if (clash && !clash.matches(":modal")) {
    clash.close();
    clash.showModal();
  }
  const here = ticket();
  if (here && here !== opened && hasTimer()) tell("opened");
  opened = here;
}

document.addEventListener("input", (event) => {
  if (!(event.target instanceof Element)) return;
  if (event.target.matches("[data-find]")) find(event.target);
  if (!event.target.matches("[data-composer], [data-composer] *, textarea[name=text]") || !hasTimer()) return;
  const now = Date.now();
  if (now - (told.get(ticket()) ?? 0) < TOLD_EVERY) return;
  told.set(ticket(), now);
  tell("typed");
});

// People that fit what is typed, without a key press too many.
let finding = 0;
function find(field) {
  clearTimeout(finding);
  finding = setTimeout(async () => {
    const typed = field.value;
    const answer = await fetch(`${field.dataset.find}?${new URLSearchParams({ find: typed })}`).catch(() => null);
    const place = document.getElementById("found-requesters");
    if (!answer?.ok || !place || field.value !== typed) return;
    place.innerHTML = await answer.text();
    window.htmx?.process(place);
    place.closest(".menu-b")?.scrollIntoView({ block: "nearest" });
  }, 150);
}

// Time at the ticket that nobody logged is a click away.
async function suggest(place) {
  const answer = await fetch(place.dataset.gaps).catch(() => null);
  if (answer?.ok) place.innerHTML = await answer.text();
}

document.addEventListener("click", (event) => {
  const gap = event.target instanceof Element && event.target.closest("[data-gap]");
  if (!gap) return;
  for (const name of ["day", "start", "end"]) document.getElementById(`log-${name}`).value = gap.dataset[name];
  document.getElementById("log-length").value = "";
  document.getElementById("log-notes").focus();
});

// A form that came from a search goes back to the list that the page came from.
document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (form instanceof Element && form.matches("[data-here]")) form.setAttribute("action", form.getAttribute("action").split("?")[0] + location.search);
  },
  true,
);

document.addEventListener("click", async (event) => {
  if (!(event.target instanceof Element)) return;
  const opener = event.target.closest("[data-opens]");
  if (opener) {
    const form = document.getElementById(opener.dataset.opens);
    opener.closest("details.menu").open = false;
    setTimeout(() => {
      form.open = true;
      form.scrollIntoView({ block: "nearest" });
      form.querySelector(".log-b input:not([type=hidden])")?.focus();
    });
    if (document.getElementById("details").checkVisibility()) event.preventDefault();
  }
  const copied = event.target.closest("[data-copy-link]");
  if (copied && navigator.clipboard) {
    event.preventDefault();
    await navigator.clipboard.writeText(copied.href);
    const words = copied.lastChild;
    const before = words.textContent;
    words.textContent = copied.dataset.copied;
    setTimeout(() => {
      words.textContent = before;
      copied.closest("details.menu").open = false;
    }, 900);
  }
  const cancel = event.target.closest("[data-closes]");
  if (cancel) {
    event.preventDefault();
    event.stopPropagation();
    const menu = cancel.closest("details");
    menu.querySelector("form")?.reset();
    menu.open = false;
    menu.querySelector("summary")?.focus();
  }
  const title = event.target.closest("[data-title-edit] > h1");
  if (title && !String(getSelection())) {
    event.stopPropagation();
    const menu = title.parentElement.querySelector("details");
    menu.open = true;
    menu.querySelector("input[name=title]")?.focus();
  }
}, true);

// A form that opens low on the panel comes into view; the time to log ends now, not when the page was loaded.
document.addEventListener(
  "toggle",
  (event) => {
    const menu = event.target;
    if (!(menu instanceof HTMLDetailsElement) || !menu.open || !menu.closest(".tk-side")) return;
    const body = menu.querySelector(":scope > .menu-b, :scope > .log-b");
    body?.scrollIntoView({ block: "nearest" });
    const gaps = menu.querySelector("[data-gaps]");
    if (gaps) suggest(gaps);
    const end = menu.querySelector("[data-moves-on]");
    if (end && end.value && end.value === end.defaultValue) {
      const [hours, minutes] = end.value.split(":").map(Number);
      const passed = Math.floor((Date.now() / 1000 - Number(end.dataset.movesOn)) / 60);
      const at = Math.min(24 * 60 - 1, hours * 60 + minutes + Math.max(0, passed));
      end.value = `${String(Math.floor(at / 60)).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}`;
    }
  },
  true,
);

// Esc on a clash keeps theirs: nobody's value is overwritten by leaving.
document.addEventListener(
  "cancel",
  (event) => {
    if (!(event.target instanceof Element) || !event.target.matches("dialog[data-clash]")) return;
    event.preventDefault();
    event.target.querySelector(".dlg-f a")?.click();
  },
  true,
);

// The first keystroke in the composer is told at once; others once a minute, so that the timer is not idle.
document.addEventListener("htmx:afterSettle", shown);
document.addEventListener("deskhand:refreshed", shown);
shown();
