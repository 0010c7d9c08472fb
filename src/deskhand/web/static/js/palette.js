// The palette: Ctrl-K or / from anywhere. What is on the page is gathered here, what is in the desk comes while typing.
import { showDialog } from "./dialogs.js";
import { controlOf, press, typing, visible } from "./keys.js";
import { recent } from "./recent.js";

const WAIT = 80;
const MOST_RECENT = 6;
const MOST_COMMANDS = 6;
let asking = null;
let timer = 0;
let pending = false;
let enterWhenDone = null;
let served = ""; // the server's last answer, shown until the next one is there

const dialog = () => document.getElementById("palette");
const field = () => document.getElementById("pal-q");
const list = () => document.getElementById("pal");
const options = () => [...list().querySelectorAll("[role=option]")];
const active = () => options().find((one) => one.getAttribute("aria-selected") === "true");
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();

// ---- what the page offers
export function labelOf(control) {
  const title = control.getAttribute("title")?.split("  ")[0];
  const text = control.labels?.[0]?.textContent || control.textContent;
  return (control.dataset.command || title || control.getAttribute("aria-label") || text).replace(/\s+/g, " ").trim();
}

function offered(control) {
  if (control.closest("#keys, [inert]")) return false;
  if (control.matches("#rail a, .top > a[data-key]")) return true; // a phone has no room for them
  if (control.dataset.key && controlOf(control.dataset.key) !== control) return false;
  return visible(control) || control.closest("#pal-commands") !== null;
}

function gathered() {
  const found = [];
  const known = new Set();
  for (const control of document.querySelectorAll("#app [data-key], #app [data-command], #me .menu-b a, #me .menu-b button, #rail a:not(.rail-brand)")) {
    const label = labelOf(control);
    if (!label || known.has(label) || !offered(control)) continue;
    known.add(label);
    const group = control.closest("#rail") ? "go" : control.closest("#me, #pal-commands") ? "commands" : "page";
    found.push({ control, label, group, keys: control.dataset.key?.split(" ") || [], words: plain(label).split(/\s+/) });
  }
  return found.sort((one, other) => Number(Boolean(other.control.closest('#main'))) - Number(Boolean(one.control.closest('#main'))));
}

function fits(command, wanted) {
  return wanted.every((word) => command.words.some((one) => one.startsWith(word)));
}

// ---- drawing
function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function iconOf(command) {
  const drawn = command.control.querySelector("svg.i")?.cloneNode(true) || document.querySelector("#pal-commands > svg").cloneNode(true);
  const wanted = command.control.dataset.icon;
  if (wanted) drawn.querySelector("use").setAttribute("href", drawn.querySelector("use").getAttribute("href").replace(/#.*/, `#i-${wanted}`));
  drawn.setAttribute("class", "i");
  return drawn;
}

function option(icon, ...parts) {
  const made = element("div", "opt");
  made.setAttribute("role", "option");
  made.append(icon, ...parts);
  return made;
}

function group(name, made) {
  if (!made.length) return [];
  const around = element("div");
  around.setAttribute("role", "group");
  around.setAttribute("aria-label", list().dataset[name]);
  around.append(element("div", "pal-g", list().dataset[name]), ...made);
  around.firstChild.setAttribute("role", "presentation");
  return [around];
}

function commandOption(command) {
  const made = option(iconOf(command), element("span", "cut", command.label));
  if (command.keys.length) {
    const keys = element("span", "kbds no-phone");
    for (const key of command.keys) keys.append(element("kbd", "kbd", key.length === 1 ? key.toUpperCase() : key));
    made.append(keys);
  }
  made.run = () => press(command.control);
  made.href = command.control.href;
  return made;
}

function recentOption(ticket) {
  const made = option(document.querySelectorAll("#pal-commands > svg")[1].cloneNode(true), element("span", "muted num", ticket.id), element("span", "cut", ticket.title));
  made.href = `/tickets/${ticket.id}`;
  made.run = () => go(made.href);
  return made;
}

// The link stays until the page is exchanged: htmx reads from where it stands how that is to be done.
function go(href) {
  document.getElementById("pal-link")?.remove();
  const link = element("a");
  link.id = "pal-link";
  link.href = href;
  link.hidden = true;
  document.getElementById("app").append(link);
  window.htmx?.process(link);
  link.click();
}

function draw() {
  const wanted = plain(field().value).split(/\s+/).filter(Boolean);
  const before = active();
  const key = before?.dataset.at;
  const commands = gathered();
  const here = document.querySelector("[data-ticket]")?.dataset.ticket;
  let made;
  if (!wanted.length) {
    served = "";
    made = [
      ...group("recent", recent().filter((one) => one.id !== here).slice(0, MOST_RECENT).map(recentOption)),
      ...["page", "go", "commands"].flatMap((name) => group(name, commands.filter((one) => one.group === name).map(commandOption))),
    ];
  } else {
    made = group("commands", commands.filter((one) => fits(one, wanted)).slice(0, MOST_COMMANDS).map(commandOption));
  }
  list().replaceChildren(...made);
  if (served) list().append(document.createRange().createContextualFragment(served));
  window.htmx?.process(list());
  const all = options();
  all.forEach((one, number) => {
    one.id = `pal-${number}`;
    one.dataset.at = one.getAttribute("href") || one.textContent;
  });
  mark(all.find((one) => one.dataset.at === key) || all[0]);
  tell(all.length);
}

function tell(count) {
  const said = document.getElementById("pal-n");
  if (pending && !count) return;
  const { none, one, many } = said.dataset;
  said.textContent = !field().value.trim() ? "" : count === 0 ? none : count === 1 ? one : many.replace("0", count);
}

function mark(wanted) {
  for (const one of options()) one.setAttribute("aria-selected", String(one === wanted));
  if (wanted) {
    field().setAttribute("aria-activedescendant", wanted.id);
    wanted.scrollIntoView({ block: "nearest" });
  } else field().removeAttribute("aria-activedescendant");
}

// ---- asking
function typed() {
  asking?.abort();
  clearTimeout(timer);
  enterWhenDone = null;
  pending = field().value.trim().length > 0;
  draw();
  if (pending) timer = setTimeout(ask, WAIT);
}

async function ask() {
  asking = new AbortController();
  const query = field().value;
  try {
    const answer = await fetch(`/search/palette?q=${encodeURIComponent(query)}`, { signal: asking.signal, headers: { "HX-Request": "true" } });
    if (answer.status === 401) return location.reload();
    served = answer.ok ? await answer.text() : "";
  } catch (wrong) {
    if (wrong.name === "AbortError") return;
    served = "";
  }
  pending = false;
  draw();
  if (enterWhenDone) run(active(), enterWhenDone.newTab);
}

function run(chosen, newTab) {
  if (!chosen) return;
  const href = chosen.getAttribute("href") || chosen.href;
  dialog().close();
  if (newTab && href) window.open(href, "_blank", "noopener");
  else if (chosen.run) chosen.run();
  else go(href);
}

export function open() {
  if (!dialog() || dialog().open) return;
  field().value = "";
  served = "";
  pending = false;
  showDialog(dialog());
  draw();
  field().focus();
}

// The dialog was shown before this script was here (later.js): what has been typed meanwhile is answered now.
export function arrived() {
  if (!dialog()?.open) return;
  if (field().value.trim()) typed();
  else draw();
}

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
    event.preventDefault();
    if (dialog()?.open) dialog().close();
    else open();
    return;
  }
  if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !event.defaultPrevented) {
    if (typing(event.target) || document.querySelector("dialog[open]") || controlOf("/")) return;
    event.preventDefault();
    open();
    return;
  }
  if (!dialog()?.open || event.target !== field()) return;
  const all = options();
  const at = all.indexOf(active());
  if (event.key === "ArrowDown") mark(all[(at + 1) % all.length]);
  else if (event.key === "ArrowUp") mark(all[(at - 1 + all.length) % all.length]);
  else if (event.key === "Home" && event.ctrlKey) mark(all[0]);
  else if (event.key === "End" && event.ctrlKey) mark(all.at(-1));
  else if (event.key === "Enter" && !event.isComposing) {
    if (pending) enterWhenDone = { newTab: event.ctrlKey || event.metaKey };
    else run(active(), event.ctrlKey || event.metaKey);
  } else return;
  event.preventDefault();
});

document.addEventListener("input", (event) => {
  if (event.target === field()) typed();
});

document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element)) return;
  const link = event.target.closest("[data-palette]");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    event.stopPropagation();
    open();
    return;
  }
  const around = event.target.closest("dialog.dlg");
  if (around && (event.target === around || event.target.closest("[data-close]"))) {
    around.close();
    return;
  }
  const chosen = event.target.closest("#pal [role=option]");
  if (!chosen) return;
  if (chosen.matches("a") && (event.ctrlKey || event.metaKey || event.shiftKey)) return; // the browser's own new tab
  event.preventDefault();
  event.stopPropagation();
  run(chosen, event.ctrlKey || event.metaKey);
}, true);

document.addEventListener("pointermove", (event) => {
  const over = event.target instanceof Element && event.target.closest("#pal [role=option]");
  if (over && over !== active()) mark(over);
});

// The page may change under the open palette, when it was on its way already.
document.addEventListener("htmx:afterSettle", () => {
  if (dialog()?.open) draw();
});
