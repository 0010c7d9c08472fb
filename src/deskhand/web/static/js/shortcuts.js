// `?` lists the keys of this page: those of its controls, by what these are called, and those that no control has.
import { showDialog } from "./dialogs.js";
import { controlOf, typing } from "./keys.js";
import { labelOf } from "./palette.js";

const dialog = () => document.getElementById("keys");

function row(label, keys) {
  const made = document.createElement("div");
  const name = document.createElement("dt");
  const shown = document.createElement("dd");
  name.textContent = label;
  for (const key of keys) {
    const drawn = document.createElement("kbd");
    drawn.className = "kbd";
    drawn.textContent = key.length === 1 ? key.toUpperCase() : key;
    shown.append(drawn);
  }
  made.append(name, shown);
  return made;
}

function fill() {
  const rows = { "keys-page": [], "keys-go": [] };
  const known = new Set();
  for (const control of document.querySelectorAll("[data-key]")) {
    const key = control.dataset.key;
    if (known.has(key) || controlOf(key) !== control) continue;
    known.add(key);
    rows[key.includes(" ") ? "keys-go" : "keys-page"].push(row(labelOf(control), key.split(" ")));
  }
  for (const [id, made] of Object.entries(rows)) {
    const section = document.getElementById(id);
    section.querySelector("dl").replaceChildren(...made);
    section.hidden = made.length === 0;
  }
  for (const section of dialog().querySelectorAll("[data-where]")) {
    section.hidden = section.dataset.where !== "" && !document.querySelector(`#main ${section.dataset.where}`);
  }
}

export function open() {
  if (!dialog() || document.querySelector("dialog[open]")) return;
  fill();
  showDialog(dialog());
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "?" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (typing(event.target)) return;
  event.preventDefault();
  if (dialog()?.open) dialog().close();
  else open();
});

document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element) || !event.target.closest("[data-keys]")) return;
  event.preventDefault();
  event.stopPropagation();
  open();
}, true);
