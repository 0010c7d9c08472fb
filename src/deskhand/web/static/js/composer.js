// The composer: drafts that are kept while typing, sending that never loses a text, and telling others who types.
// Which of its two states it is in, its radios say; the styles follow them.
import { clearFiles } from "./files.js";

const SAVE_AFTER = 800;
const TELL_EVERY = 10_000;
let saving = 0; // the timer of a save that waits
let typedAt = 0;
let dirty = null; // the ticket whose text differs from what the server keeps

export function composer() {
  return document.querySelector("form[data-composer]");
}

export function field() {
  return document.getElementById("cp-text");
}

const ticket = () => composer()?.dataset.composer;
const kind = () => composer()?.querySelector("input[name=kind]:checked")?.value || "reply";
const token = () => document.querySelector("input[name=form_token]")?.value || "";
const spare = (id) => `deskhand-text-${id}`;

export function alertOf(text) {
  const place = document.getElementById("cp-alert");
  if (!place) return;
  place.textContent = text || "";
  place.hidden = !text;
}

function post(path, said, keepalive = false) {
  const body = new URLSearchParams({ form_token: token(), ...said });
  return fetch(path, { method: "POST", body, keepalive, redirect: "error", headers: { "HX-Request": "true" } });
}

// ---- Drafts. The server keeps them; a copy in this window outlives the end of a session.
export function changed() {
  if (!ticket()) return;
  typedAt = Date.now();
  dirty = ticket();
  try {
    sessionStorage.setItem(spare(dirty), JSON.stringify({ kind: kind(), text: field().value }));
  } catch {
    // A full or forbidden storage: the server has the draft all the same.
  }
  clearTimeout(saving);
  saving = setTimeout(save, SAVE_AFTER);
}

async function save(keepalive = false) {
  clearTimeout(saving);
  saving = 0;
  if (!dirty || dirty !== ticket()) return;
  const id = dirty;
  const text = field().value;
  const place = document.getElementById("cp-saved");
  dirty = null;
  try {
    const answer = await post(`/tickets/${id}/draft`, { kind: kind(), text }, keepalive);
    const told = answer.headers.get("content-type")?.includes("json") ? await answer.json() : null;
    if (ticket() === id && place) place.textContent = told?.said ?? composer().dataset.unsaved;
  } catch {
    if (!dirty && ticket() === id && field().value) {
      dirty = id;
      if (place) place.textContent = composer().dataset.unsaved;
    }
  }
}

function restore() {
  const id = ticket();
  if (!id || field().value.trim()) return;
  try {
    const kept = JSON.parse(sessionStorage.getItem(spare(id)) || "null");
    if (!kept?.text.trim()) return;
    field().value = kept.text;
    composer().querySelector(`input[name=kind][value=${kept.kind === "note" ? "note" : "reply"}]`).checked = true;
    document.getElementById("cp-saved").textContent = composer().dataset.restored;
    changed();
  } catch {
    sessionStorage.removeItem(spare(id));
  }
}

function forget(id) {
  clearTimeout(saving);
  saving = 0;
  dirty = null;
  try {
    sessionStorage.removeItem(spare(id));
  } catch {
    // Nothing was kept there either.
  }
}

document.addEventListener("input", (event) => {
  if (event.target === field()) {
    alertOf("");
    changed();
    tell();
  }
});
document.addEventListener("change", (event) => {
  if (event.target instanceof Element && event.target.matches("input[name=kind]")) {
    dress();
    if (field()?.value.trim()) changed();
  }
});
window.addEventListener("pagehide", () => {
  if (dirty) save(true);
  presence("gone", true);
});
// Another page is about to be put here.
document.addEventListener("htmx:beforeRequest", (event) => {
  if (dirty && !ours(event)) save(true);
});

// ---- Its two states.
function dress() {
  if (!field()) return;
  const note = kind() === "note";
  field().placeholder = note ? field().dataset.note : field().dataset.reply;
}

document.addEventListener("click", (event) => {
  const target = event.target;
  if (!(target instanceof Element)) return;
  const preview = target.closest("[data-preview]");
  if (preview) {
    event.preventDefault();
    togglePreview(preview);
  }
  const wrap = target.closest("[data-wrap]");
  if (wrap) surround(wrap.dataset.wrap);
});

async function togglePreview(button) {
  const place = document.getElementById("cp-preview");
  if (!place.hidden) return unpreview();
  try {
    const answer = await post(`/tickets/${ticket()}/preview`, { text: field().value });
    if (!answer.ok) return;
    place.replaceChildren(document.createRange().createContextualFragment(await answer.text()));
  } catch {
    return;
  }
  place.hidden = false;
  button.setAttribute("aria-pressed", "true");
  composer().classList.add("previewing");
}

function unpreview() {
  const place = document.getElementById("cp-preview");
  if (!place || place.hidden) return;
  place.hidden = true;
  document.querySelector("[data-preview]")?.setAttribute("aria-pressed", "false");
  composer().classList.remove("previewing");
  field().focus();
}

export function insert(text, from, to) {
  const area = field();
  area.focus();
  area.setRangeText(text, from, to, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

function surround(mark) {
  const { selectionStart: from, selectionEnd: to, value } = field();
  const inner = value.slice(from, to);
  const fence = mark === "`" && inner.includes("\n");
  const around = fence ? `\`\`\`\n${inner}\n\`\`\`` : `${mark}${inner}${mark}`;
  insert(around, from, to);
  if (!inner) field().setSelectionRange(from + mark.length, from + mark.length);
}

document.addEventListener("keydown", (event) => {
  if (event.target !== field() || event.isComposing || event.altKey || !(event.ctrlKey || event.metaKey)) return;
  const key = event.key.toLowerCase();
  if (key === "enter") composer().requestSubmit(composer().querySelector(`.cp-foot [name=as][value=${kind()}]`));
  else if (key === "b") surround("**");
  else if (key === "e") surround("`");
  else return;
  event.preventDefault();
});

// ---- Sending.
const asker = (event) => event.detail.requestConfig?.elt || event.detail.elt;
const ours = (event) => asker(event) instanceof Element && asker(event).matches("form[data-composer]");
const undoing = (event) => asker(event) instanceof Element && asker(event).matches("form[action*='/undo']");

// What has been typed since goes with an undo, so that both texts are kept.
document.addEventListener("htmx:configRequest", (event) => {
  if (undoing(event) && field() && event.detail.path.startsWith(`/tickets/${ticket()}/`)) {
    event.detail.parameters.typed = field().value;
  }
});
document.addEventListener("htmx:beforeRequest", (event) => {
  if (!ours(event)) return;
  if (composer().classList.contains("sending")) return event.preventDefault(); // once is enough
  clearTimeout(saving);
  alertOf("");
  composer().classList.add("sending");
  const saved = document.getElementById("cp-saved");
  if (saved) saved.textContent = composer().dataset.sending;
});
document.addEventListener("htmx:xhr:progress", (event) => {
  const bar = document.getElementById("cp-progress");
  if (!ours(event) || !bar || !event.detail.lengthComputable || event.detail.total < 100_000) return;
  bar.hidden = false;
  bar.value = (100 * event.detail.loaded) / event.detail.total;
});
// An ended session would take the window to the log-in, and an error's page would take the text away.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  if (!ours(event)) return;
  const status = event.detail.xhr.status;
  if (status === 401 || status === 403) {
    event.preventDefault();
    failed(composer().dataset.ended);
  } else if (status >= 400 && status !== 422) {
    event.preventDefault();
    failed(composer().dataset.broken);
  }
});
for (const name of ["htmx:sendError", "htmx:timeout", "htmx:sendAbort"]) {
  document.addEventListener(name, (event) => {
    if (ours(event)) failed(composer().dataset.failed);
  });
}

function rest() {
  composer()?.classList.remove("sending");
  const bar = document.getElementById("cp-progress");
  if (bar) bar.hidden = true;
}

function failed(sentence) {
  rest();
  alertOf(sentence);
  document.getElementById("cp-saved").textContent = "";
  changed();
}

document.addEventListener("htmx:beforeSwap", (event) => {
  if (!ours(event) && document.activeElement === field()) field().blur(); // what has the focus would be kept
  if (!(ours(event) || undoing(event)) || !composer()) return;
  rest();
  const sent = event.detail.xhr.status < 400 && new URL(event.detail.xhr.responseURL).pathname === `/tickets/${ticket()}`;
  if (!sent) return;
  // What was sent, or has come back by an undo, is let out of the keeping: the server's copy comes in.
  unpreview();
  forget(ticket());
  field().blur();
  for (const one of composer().querySelectorAll("[data-keep]")) delete one.dataset.keep;
  clearFiles();
});

// ---- What the writer has seen: while nothing is typed, whatever is on the page.
function catchUp() {
  const seen = document.getElementById("cp-seen");
  if (seen && !field().value.trim()) seen.value = seen.dataset.newest;
}
document.addEventListener("deskhand:refreshed", () => {
  dress();
  catchUp();
});
document.addEventListener("htmx:afterSettle", () => {
  dress();
  restore();
  catchUp();
  presence("viewing");
});

// ---- Presence.
let told = "";
let toldAt = 0;
let at = ""; // the ticket that others see this person on

function presence(state, keepalive = false) {
  const here = document.querySelector("[data-ticket]")?.dataset.ticket || "";
  if (at && at !== here) post(`/tickets/${at}/here`, { state: "gone" }, true).catch(() => {});
  at = state === "gone" ? "" : here;
  told = state;
  toldAt = Date.now();
  if (here && token()) post(`/tickets/${here}/here`, { state }, keepalive).catch(() => {});
}

function tell() {
  if (document.hidden) return;
  const state = field()?.value.trim() && Date.now() - typedAt < TELL_EVERY ? "typing" : "viewing";
  if (state !== told || Date.now() - toldAt >= TELL_EVERY) presence(state);
}
setInterval(tell, 3000);
document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    if (dirty) save(true);
    presence("gone", true);
  } else tell();
});

dress();
restore();
if (field() && field().value !== field().defaultValue) changed(); // typed while this script was on its way
tell();
