// Suggestions while typing: `/` at the start of a word for canned replies, `@` for colleagues.
import { composer, field, insert } from "./composer.js";

const WAIT = 90;
const SOURCES = { "/": "canned", "@": "people" };
const CALL = /(?:^|\s)([/@])([\p{L}\p{N}.\-'’]{0,40})$/u;
let open = null; // { mark, from, to, options, at }
let asked = 0;
let waiting = 0;

const box = () => document.getElementById("cp-picker");

function close() {
  clearTimeout(waiting);
  asked += 1;
  open = null;
  if (!box()) return;
  box().hidden = true;
  field().removeAttribute("aria-activedescendant");
  field().removeAttribute("aria-controls");
}

function look() {
  const area = field();
  if (!area || area.selectionStart !== area.selectionEnd) return close();
  const found = CALL.exec(area.value.slice(Math.max(0, area.selectionStart - 60), area.selectionStart));
  if (!found) return close();
  const from = area.selectionStart - found[2].length - 1;
  clearTimeout(waiting);
  waiting = setTimeout(() => ask(found[1], found[2], from, area.selectionStart), WAIT);
}

async function ask(mark, words, from, to) {
  const mine = (asked += 1);
  const path = `/tickets/${composer().dataset.composer}/${SOURCES[mark]}?${new URLSearchParams({ q: words })}`;
  try {
    const answer = await fetch(path, { headers: { "HX-Request": "true" }, redirect: "error" });
    if (!answer.ok || mine !== asked) return;
    const options = await answer.json();
    if (mine !== asked || !field()) return;
    if (!options.length && words) return close(); // a path or an address, and no wish for anything
    open = { mark, from, to, options, at: 0 };
    draw();
  } catch {
    close();
  }
}

function draw() {
  const place = box();
  place.replaceChildren(...open.options.map(row));
  if (!open.options.length) {
    place.append(Object.assign(document.createElement("p"), { className: "pick-none", textContent: place.dataset.none }));
  }
  place.hidden = false;
  field().setAttribute("aria-controls", "cp-picker");
  mark();
}

function row(option, number) {
  const item = Object.assign(document.createElement("div"), { className: "pick", id: `pick-${number}` });
  item.setAttribute("role", "option");
  item.append(Object.assign(document.createElement("span"), { className: "cut", textContent: option.label }));
  if (option.gaps.length) {
    item.append(Object.assign(document.createElement("span"), { className: "pick-gaps", textContent: box().dataset.gaps }));
  }
  item.append(Object.assign(document.createElement("span"), { className: "muted", textContent: option.about }));
  return item;
}

function mark() {
  [...box().querySelectorAll(".pick")].forEach((item, number) => {
    item.setAttribute("aria-selected", number === open.at);
    if (number === open.at) {
      field().setAttribute("aria-activedescendant", item.id);
      item.scrollIntoView({ block: "nearest" });
    }
  });
}

function take(number) {
  const { options, from, to } = open;
  close();
  insert(options[number].insert, from, to);
  const gap = options[number].gaps.length ? field().value.indexOf("{{", from) : -1;
  if (gap >= 0) field().setSelectionRange(gap, field().value.indexOf("}}", gap) + 2);
}

document.addEventListener("input", (event) => {
  if (event.target === field()) look();
});
document.addEventListener(
  "keydown",
  (event) => {
    if (!open || event.target !== field() || event.isComposing) return;
    const count = open.options.length;
    if (event.key === "Escape") close();
    else if (!count || event.ctrlKey || event.metaKey) return;
    else if (event.key === "ArrowDown") open.at = (open.at + 1) % count;
    else if (event.key === "ArrowUp") open.at = (open.at - 1 + count) % count;
    else if (event.key === "Enter" || event.key === "Tab") take(open.at);
    else return;
    event.preventDefault();
    event.stopPropagation();
    if (open) mark();
  },
  true,
);
// Before the field loses the focus to the list.
document.addEventListener("pointerdown", (event) => {
  const item = event.target instanceof Element && event.target.closest("#cp-picker .pick");
  if (item && open) {
    event.preventDefault();
    take([...box().querySelectorAll(".pick")].indexOf(item));
  } else if (open && event.target !== field()) close();
});
document.addEventListener("click", (event) => {
  const button = event.target instanceof Element && event.target.closest("[data-pick]");
  if (!button) return;
  event.preventDefault();
  const area = field();
  const at = area.selectionStart;
  const apart = at > 0 && !/\s/.test(area.value[at - 1]) ? " " : "";
  insert(`${apart}${button.dataset.pick}`, at, area.selectionEnd);
});
document.addEventListener("focusout", (event) => {
  if (event.target === field()) setTimeout(() => document.activeElement !== field() && close(), 150);
});
