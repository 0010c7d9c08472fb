// The counts of saved views come after the page, which never waits for them, and stay over its exchanges.
const AT_MOST_EVERY = 5000;
let askedAt = -AT_MOST_EVERY;
let waiting = 0;
let known = {};

function show() {
  for (const place of document.querySelectorAll("[data-count]")) place.textContent = known[place.dataset.count] ?? "";
}

async function ask() {
  waiting = 0;
  if (document.hidden || !document.querySelector("[data-count]")) return;
  askedAt = performance.now();
  const answer = await fetch("/views/counts", { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok) return;
  known = await answer.json();
  show();
}

function soon() {
  show();
  waiting ||= setTimeout(ask, Math.max(0, askedAt + AT_MOST_EVERY - performance.now()));
}

document.addEventListener("htmx:afterSettle", soon);
document.addEventListener("deskhand:refreshed", soon);
soon();
