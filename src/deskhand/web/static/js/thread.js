// The conversation: earlier messages are put above it, a number is copied, and an undo goes when its time is over.
document.addEventListener("click", async (event) => {
  const link = event.target instanceof Element && event.target.closest("a[data-earlier]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  event.stopPropagation();
  if (link.ariaBusy === "true") return;
  link.ariaBusy = "true";
  const fresh = await fetched(link.href);
  link.ariaBusy = "false";
  if (!fresh) return location.assign(link.href);
  const pane = document.getElementById("tk-main");
  const scroller = pane && pane.scrollHeight > pane.clientHeight ? pane : document.scrollingElement;
  const below = scroller.scrollHeight - scroller.scrollTop;
  document.getElementById("earlier-messages").prepend(...fresh.querySelector("#timeline").children);
  const next = fresh.querySelector("a[data-earlier]");
  if (next) link.href = next.getAttribute("href");
  else link.closest(".earlier").hidden = true;
  scroller.scrollTop = scroller.scrollHeight - below;
  window.htmx?.process(document.getElementById("earlier-messages"));
}, true);

async function fetched(href) {
  try {
    const answer = await fetch(href, { headers: { Accept: "text/html" }, redirect: "error" });
    return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  } catch {
    return null;
  }
}

document.addEventListener("click", async (event) => {
  const button = event.target instanceof Element && event.target.closest("[data-copy]");
  if (!button) return;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
  } catch {
    return;
  }
  const said = Object.assign(document.createElement("span"), { className: "copied", textContent: button.dataset.copied });
  said.setAttribute("role", "status");
  button.after(said);
  setTimeout(() => said.remove(), 2000);
});

// What only calls itself an image is not drawn; the icon below it is then seen.
document.addEventListener(
  "error",
  (event) => {
    if (event.target instanceof HTMLImageElement && event.target.closest(".file-t")) event.target.remove();
  },
  true,
);

setInterval(() => {
  for (const form of document.querySelectorAll(".msg-undo[data-until]")) {
    if (Number(form.dataset.until) * 1000 <= Date.now()) form.remove();
  }
}, 1000);
