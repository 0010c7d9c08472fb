// Files of the composer: picked, dropped or pasted, shown as a list from which they can be taken out again.
import { alertOf, composer } from "./composer.js";

const LARGEST = 25 * 1024 * 1024;
const TOGETHER = 100 * 1024 * 1024;
let chosen = [];

const input = () => document.getElementById("cp-file");
const list = () => document.getElementById("cp-files");

export function clearFiles() {
  chosen = [];
  show();
}

function sized(bytes) {
  return bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function add(files) {
  if (!composer()) return;
  alertOf("");
  for (const file of files) {
    const all = chosen.reduce((sum, one) => sum + one.size, file.size);
    if (file.size > LARGEST || all > TOGETHER) alertOf(composer().dataset.large.replace("{name}", file.name));
    else if (!chosen.some((one) => one.name === file.name && one.size === file.size && one.lastModified === file.lastModified)) chosen.push(file);
  }
  show();
}

function show() {
  if (!input() || !list()) return;
  const held = new DataTransfer();
  for (const file of chosen) held.items.add(file);
  input().files = held.files;
  list().hidden = !chosen.length;
  list().replaceChildren(...chosen.map(row));
  composer().classList.toggle("busy", chosen.length > 0);
}

function row(file) {
  const item = document.createElement("li");
  const name = Object.assign(document.createElement("span"), { className: "cut", textContent: file.name, title: file.name });
  const size = Object.assign(document.createElement("span"), { className: "muted cp-size", textContent: sized(file.size) });
  const remove = Object.assign(document.createElement("button"), { type: "button" });
  remove.setAttribute("aria-label", composer().dataset.remove.replace("{name}", file.name));
  remove.append("×");
  remove.addEventListener("click", () => {
    chosen = chosen.filter((one) => one !== file);
    show();
    input().focus();
  });
  item.append(name, size, remove);
  return item;
}

document.addEventListener("change", (event) => {
  if (event.target === input()) add([...input().files]);
});
document.addEventListener("paste", (event) => {
  const files = [...(event.clipboardData?.files || [])];
  if (!files.length || !(event.target instanceof Element) || !event.target.closest("form[data-composer]")) return;
  event.preventDefault();
  add(files);
});

const brings = (event) => composer() && event.dataTransfer?.types.includes("Files");
document.addEventListener("dragover", (event) => {
  if (!brings(event)) return;
  event.preventDefault(); // anywhere: a file that misses would otherwise open in place of the page
  composer().classList.add("dropping");
});
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) composer()?.classList.remove("dropping");
});
document.addEventListener("drop", (event) => {
  composer()?.classList.remove("dropping");
  if (!brings(event)) return;
  event.preventDefault();
  add([...event.dataTransfer.files]);
});

// The files are of one ticket.
let of = composer()?.dataset.composer;
document.addEventListener("htmx:afterSettle", () => {
  const now = composer()?.dataset.composer;
  if (now !== of && chosen.length) clearFiles();
  of = now;
});
