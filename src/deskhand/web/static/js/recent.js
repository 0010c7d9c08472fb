// Recent tickets: kept by this browser, for each person apart, and offered by the palette.
const MOST = 7;
const place = () => `deskhand.recent.${document.getElementById("palette")?.dataset.me}`;

export function recent() {
  try {
    return JSON.parse(localStorage.getItem(place())) || [];
  } catch {
    return [];
  }
}

function remember() {
  const id = document.querySelector("[data-ticket]")?.dataset.ticket;
  const title = document.title.match(/#\d+ (.*) · Deskhand$/)?.[1];
  if (!id || !title || !document.getElementById("palette")) return;
  const others = recent().filter((one) => one.id !== id);
  try {
    localStorage.setItem(place(), JSON.stringify([{ id, title }, ...others].slice(0, MOST)));
  } catch {
    // no room, or not allowed: then there are no recent tickets
  }
}

document.addEventListener("htmx:afterSettle", remember);
remember();
