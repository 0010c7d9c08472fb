// The form of a new ticket: the requester is found while typing, and what is typed is kept until it is sent.
const WAIT = 80;
const KEEP_AFTER = 1200;
let asking = null;
let keeping = null;
let asked = 0;
let keep = 0;

const form = () => document.querySelector("form[data-new-ticket]");
const list = (field) => document.getElementById(field.getAttribute("aria-controls"));
const options = (field) => [...list(field).querySelectorAll("[role=option]")];

function close(field) {
  list(field).hidden = true;
  field.setAttribute("aria-expanded", "false");
  field.removeAttribute("aria-activedescendant");
}

function mark(field, option) {
  for (const one of options(field)) one.setAttribute("aria-selected", String(one === option));
  if (option) {
    field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  } else field.removeAttribute("aria-activedescendant");
}

async function ask(field) {
  asking?.abort();
  if (!field.value.trim()) return close(field);
  asking = new AbortController();
  try {
    const answer = await fetch(`${field.dataset.combo}?q=${encodeURIComponent(field.value)}`, { signal: asking.signal });
    if (!answer.ok) return;
    const text = await answer.text();
    list(field).replaceChildren(document.createRange().createContextualFragment(text));
  } catch {
    return; // typed on meanwhile, or the server is away: then the form's own button says so
  }
  list(field).hidden = false;
  field.setAttribute("aria-expanded", "true");
  mark(field, options(field)[0]);
}

async function choose(field, option) {
  close(field);
  const value = option.dataset.value;
  if (value === "new") return create(field);
  const query = new URLSearchParams({ requester: value, title: form().elements.title.value });
  const answer = await fetch(`/tickets/new/chosen?${query}`).catch(() => null);
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const id of ["found", "beside"]) document.getElementById(id)?.replaceWith(document.importNode(fresh.getElementById(id), true));
  field.value = "";
  field.removeAttribute("aria-invalid");
  form().elements.title.focus();
  later();
}

// What was typed becomes the new contact's address or name.
function create(field) {
  const details = document.getElementById("new-contact");
  const typed = field.value.trim();
  for (const radio of form().querySelectorAll("input[name=requester]")) radio.checked = radio.value === "new";
  details.open = true;
  const { first_name: first, last_name: last, email } = form().elements;
  if (typed.includes("@") && !email.value) email.value = typed;
  else if (typed && !first.value && !last.value) {
    const [name, ...rest] = typed.split(/\s+/);
    first.value = name;
    last.value = rest.join(" ");
  }
  field.value = "";
  (email.value ? first : email).focus();
}

function later() {
  clearTimeout(keep);
  keep = setTimeout(save, KEEP_AFTER);
}

async function save() {
  if (!form()) return;
  keeping?.abort();
  keeping = new AbortController();
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form())) if (typeof value === "string") body.append(name, value);
  const answer = await fetch("/tickets/new/draft", { method: "POST", body, signal: keeping.signal }).catch(() => null);
  const place = document.getElementById("kept");
  if (answer?.ok && place) place.textContent = place.dataset.text;
}

document.addEventListener("input", (event) => {
  if (!(event.target instanceof Element) || !event.target.closest("form[data-new-ticket]")) return;
  later();
  if (!event.target.matches("[data-combo]")) return;
  clearTimeout(asked);
  asked = setTimeout(ask, WAIT, event.target);
});

document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (!(field instanceof HTMLInputElement) || !field.matches("[data-combo]")) return;
  const open = !list(field).hidden;
  const all = options(field);
  const at = all.findIndex((one) => one.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (!open) ask(field);
    else mark(field, all[(at + (event.key === "ArrowDown" ? 1 : -1) + all.length) % all.length]);
  } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
    if (open && all[at]) choose(field, all[at]);
  } else if (event.key === "Escape" && open) close(field);
  else return;
  event.preventDefault();
}, true);

// Ctrl-Enter sends the form from any of its fields.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
  const inside = event.target instanceof Element && event.target.closest("form[data-ctrl-enter]");
  if (!inside) return;
  event.preventDefault();
  inside.requestSubmit(inside.querySelector("[data-submit]"));
});

document.addEventListener("pointerdown", (event) => {
  const option = event.target instanceof Element && event.target.closest(".combo-list [role=option]");
  const field = document.querySelector("[data-combo]");
  if (option) {
    event.preventDefault();
    choose(field, option);
  } else if (field && !list(field).hidden && event.target !== field) close(field);
});

document.addEventListener("focusout", (event) => {
  if (event.target instanceof Element && event.target.matches("[data-combo]")) close(event.target);
});

// Choosing another radio shows what is open for them, and "new" the fields of a contact.
// A new title may be like another one.
document.addEventListener("change", (event) => {
  const field = event.target;
  if (!(field instanceof HTMLInputElement) || !field.matches("form[data-new-ticket] :is([name=requester], [name=title])")) return;
  const chosen = form().querySelector("input[name=requester]:checked");
  if (chosen?.value === "new") document.getElementById("new-contact").open = true;
  else if (chosen) beside(chosen.value);
});

async function beside(requester) {
  const query = new URLSearchParams({ requester, title: form().elements.title.value });
  const answer = await fetch(`/tickets/new/chosen?${query}`).catch(() => null);
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("beside");
  document.getElementById("beside")?.replaceWith(document.importNode(fresh, true));
}

document.addEventListener("submit", (event) => {
  if (!(event.target instanceof Element) || !event.target.matches("form[data-new-ticket]")) return;
  clearTimeout(keep);
  keeping?.abort();
});

// What was typed while this script was on its way.
const waiting = document.activeElement;
if (waiting instanceof HTMLInputElement && waiting.matches("[data-combo]") && waiting.value.trim()) ask(waiting);
if ([...(form()?.elements ?? [])].some((field) => field.defaultValue !== undefined && field.value !== field.defaultValue)) later();
