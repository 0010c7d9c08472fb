// What happens elsewhere appears here: a stream tells which tickets changed, and the page is fetched anew and morphed.
// A hidden page keeps no stream, of which a browser has few; it catches up when it is shown again.
import { show } from "./list.js";

const AT_MOST_EVERY = 1500;
let stream = null;
let held = null; // a newer page that waits, so that no row moves under the pointer
let refreshedAt = 0;
let waiting = 0;
let answers = 0; // how many pages have come in answer to what was done here

const app = () => document.getElementById("app");
const pageTicket = () => document.querySelector("[data-ticket]")?.dataset.ticket;

function connect() {
  if (stream || document.hidden || !app()) return;
  const asked = new URLSearchParams({ after: app().dataset.seq || "0" });
  if (pageTicket()) asked.set("ticket", pageTicket());
  stream = new EventSource(`/live?${asked}`);
  stream.addEventListener("changed", (event) => changed(JSON.parse(event.data)));
  stream.addEventListener("bell", () => refreshRail());
  stream.addEventListener("here", (event) => {
    const place = document.getElementById("presence");
    if (place) place.replaceChildren(document.createRange().createContextualFragment(JSON.parse(event.data)));
  });
  stream.addEventListener("gone", () => location.reload()); // the session has ended
}

function disconnect() {
  stream?.close();
  stream = null;
}

function changed(news) {
  if (app()) app().dataset.seq = news.seq;
  const mine = pageTicket();
  if (document.querySelector("[data-live]") || (mine && news.tickets.includes(Number(mine)))) soon();
  else refreshRail();
}

function soon() {
  if (waiting) return;
  const rest = Math.max(120, refreshedAt + AT_MOST_EVERY - performance.now());
  waiting = setTimeout(() => {
    waiting = 0;
    refresh();
  }, rest);
}

async function fetched() {
  refreshedAt = performance.now();
  const answer = await fetch(location.href, { headers: { "X-Deskhand-Live": "1", Accept: "text/html" }, redirect: "manual" });
  // Log-in is needed again; where something may be typed, the next thing that is sent says so.
  if (answer.type === "opaqueredirect" && document.querySelector("[data-live]")) location.reload();
  if (!answer.ok) return null;
  const text = await answer.text();
  return new DOMParser().parseFromString(text, "text/html").getElementById("app");
}

let refreshingRail = 0;
function refreshRail() {
  if (refreshingRail) return;
  refreshingRail = setTimeout(async () => {
    refreshingRail = 0;
    const before = answers;
    const fresh = await fetched().catch(() => null);
    if (fresh && overtaken(before)) refreshRail();
    else if (fresh) for (const id of ["rail", "bell", "timer"]) morph(id, fresh);
  }, 2000);
}

function morph(id, fresh) {
  const [old, next] = [document.getElementById(id), fresh.querySelector(`#${id}`)];
  if (old && next) window.Idiomorph.morph(old, next);
}

// What this page sends is answered by a page of its own. While that is on its way it comes first, else what somebody does
// on the newer page, such as opening a menu, would be undone by the answer that follows it. And once it is there, a page
// that was asked for before would undo what it shows.
const overtaken = (before) => answers !== before || document.querySelector("form.htmx-request") !== null;

export async function refresh() {
  const [from, before] = [location.href, answers];
  const fresh = await fetched().catch(() => null);
  if (fresh && overtaken(before)) {
    soon();
    return;
  }
  if (!fresh || from !== location.href || document.querySelector("dialog[open]")) return;
  if (document.querySelector(".tl tbody:hover, .tl .checkbox:checked, details.menu[open]")) hold(fresh);
  else replace(fresh);
}

function replace(fresh) {
  held = null;
  document.getElementById("news")?.remove();
  keepSaid(fresh);
  keepNotice(fresh);
  window.Idiomorph.morph(app(), fresh);
  window.htmx?.process(app());
  show();
  document.dispatchEvent(new CustomEvent("deskhand:refreshed"));
}

// What is said at the bottom stays until its time is over; a page that was fetched beside has nothing to say.
function keepSaid(fresh) {
  const next = fresh.querySelector("#said");
  if (!next || next.firstElementChild) return;
  next.replaceChildren(...document.getElementById("said").cloneNode(true).childNodes);
}

// Nor does it know of a reply that was held: the notice that says why, with its way to send all the same, stays.
function keepNotice(fresh) {
  const composer = document.getElementById("cp-notice")?.closest("form");
  if (composer) fresh.querySelector("form[data-composer]")?.replaceWith(composer.cloneNode(true));
}

// Rows change where they stand; those that came, went or moved wait until the pointer has left.
function hold(fresh) {
  held = fresh;
  for (const id of ["rail", "bell", "timer"]) morph(id, fresh.cloneNode(true));
  let left = 0;
  const next = new Map([...fresh.querySelectorAll(".tl tr[data-id]")].map((row) => [row.dataset.id, row]));
  const here = [...document.querySelectorAll(".tl tr[data-id]")];
  for (const row of here) {
    const newer = next.get(row.dataset.id);
    if (newer) window.Idiomorph.morph(row, newer.cloneNode(true));
    else {
      row.classList.add("gone");
      left += 1;
    }
  }
  const came = [...next.keys()].filter((id) => !here.some((row) => row.dataset.id === id)).length;
  show();
  tell(Math.max(came, left)); // on a full page each one that comes pushes another off its end
}

function tell(count) {
  const total = document.getElementById("total");
  if (!total || !count) return;
  let button = document.getElementById("news");
  if (!button) {
    button = document.createElement("button");
    button.id = "news";
    button.type = "button";
    button.className = "btn btn-xs news";
    total.after(button);
  }
  button.textContent = document.body.dataset.news.replace("0", count);
}

document.addEventListener("click", (event) => {
  if (event.target instanceof Element && event.target.closest("#news") && held) replace(held);
});
document.addEventListener("pointerover", (event) => {
  if (!held || (event.target instanceof Element && event.target.closest(".tl tbody"))) return;
  if (!document.querySelector(".tl .checkbox:checked, details.menu[open]")) replace(held);
});
document.addEventListener("visibilitychange", () => {
  if (document.hidden) disconnect();
  else {
    connect();
    if (performance.now() - refreshedAt > AT_MOST_EVERY && document.querySelector("[data-live], [data-ticket]")) soon();
  }
});
document.addEventListener("htmx:afterSettle", () => {
  answers += 1;
  held = null;
  disconnect();
  connect();
});
window.addEventListener("pagehide", disconnect);
connect();
