// Scripts that not every page needs are fetched when something of theirs is on the page, or is asked for: the first page
// is there sooner.
import { showDialog } from "./dialogs.js";
import { typing } from "./keys.js";

const OF = {
  "[data-ticket]": ["./thread.js", "./composer.js", "./files.js", "./picker.js", "./side.js"],
  "form[data-new-ticket], form[data-ctrl-enter]": ["./new_ticket.js"],
};

async function look() {
  const root = document.documentElement; // no style asks for its attribute: a class would have all reckoned anew
  root.removeAttribute("data-fetched");
  const wanted = Object.entries(OF).flatMap(([selector, scripts]) => (document.querySelector(selector) ? scripts : []));
  try {
    await Promise.all(wanted.map((script) => import(script)));
    root.setAttribute("data-fetched", "");
  } catch {
    // the network is away: the next page tries again
  }
}

// The palette and the list of shortcuts: the first call fetches them, and is then done; from there on they listen.
function asksForPalette(event) {
  if ((event.ctrlKey || event.metaKey) && !event.altKey) return event.key.toLowerCase() === "k";
  return event.key === "/" && !event.altKey && !typing(event.target) && !document.querySelector("dialog[open], [data-key='/']");
}

const ready = new Set(); // those that are here, and listen for themselves

async function fetchThen(script, then) {
  try {
    const fetched = await import(script);
    then?.(fetched);
    ready.add(script);
  } catch {
    // the network is away: the next call tries again
  }
}

// The palette is shown at once, and takes what is typed: no letter may fall through to a shortcut while its script is on
// the way.
function openPalette(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
  const dialog = document.getElementById("palette");
  if (!dialog || dialog.open) return;
  const field = document.getElementById("pal-q");
  field.value = "";
  showDialog(dialog);
  field.focus();
  fetchThen("./palette.js", (fetched) => fetched.arrived());
}

function openShortcuts(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
  fetchThen("./shortcuts.js", (fetched) => fetched.open());
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented) return;
  // Ctrl goes before K: by then the palette may be here.
  if (event.key === "Control" || event.key === "Meta") fetchThen("./palette.js");
  if (!ready.has("./palette.js") && asksForPalette(event)) openPalette(event);
  else if (!ready.has("./shortcuts.js") && event.key === "?" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target)) {
    openShortcuts(event);
  }
});

document.addEventListener(
  "click",
  (event) => {
    if (!(event.target instanceof Element) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!ready.has("./palette.js") && event.target.closest("[data-palette]")) openPalette(event);
    if (!ready.has("./shortcuts.js") && event.target.closest("[data-keys]")) openShortcuts(event);
  },
  true,
);

document.addEventListener("htmx:afterSettle", look);
look();
