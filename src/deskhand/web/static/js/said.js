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
