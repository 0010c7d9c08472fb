// What was done is said once at the bottom: it goes by itself, or with its time to be undone.
const SHOWN_FOR = 6000;

function tick() {
  const said = document.querySelector(".said-b");
  if (!said || said.dataset.counted) return;
  said.dataset.counted = "1";
  const until = Number(said.dataset.until) * 1000;
  const left = until ? until - Date.now() : SHOWN_FOR;
  if (said.classList.contains("said-wrong")) return;
  setTimeout(() => said.remove(), Math.max(0, left));
}

document.addEventListener("click", (event) => {
  if (event.target instanceof Element && event.target.closest("[data-dismiss]")) event.target.closest(".said-b")?.remove();
});
document.addEventListener("htmx:afterSettle", tick);
tick();

// A form that got no answer, or none but an error's page, stays as it is with all that was typed. The composer has a
// place of its own to say so.
const composers = (event) => event.detail.requestConfig?.elt?.matches("form[data-composer]");

function wrong(why) {
  const trouble = document.getElementById("trouble");
  if (!trouble) return;
  const said = trouble.content.cloneNode(true);
  said.querySelector("span").textContent = trouble.dataset[why];
  document.getElementById("said").replaceChildren(said);
}

for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, (event) => composers(event) || wrong("away"));
}
document.addEventListener("htmx:beforeOnLoad", (event) => {
  if (event.detail.xhr.status < 500 || event.detail.requestConfig.verb !== "post" || composers(event)) return;
  event.preventDefault();
  wrong("broken");
});
