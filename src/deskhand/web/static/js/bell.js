// The bell: its panel is fetched when it opens, and the title of the page says how much is unread.
const bell = () => document.getElementById("bell");
const panel = () => document.getElementById("bell-b");

async function fill() {
  const answer = await fetch("/notifications/panel", { headers: { "HX-Request": "true", "X-Deskhand-Page": location.pathname + location.search } }).catch(() => null);
  if (!answer?.ok || !panel()) return;
  panel().replaceChildren(document.createRange().createContextualFragment(await answer.text()));
  window.htmx?.process(panel());
}

function title() {
  const unread = Number(bell()?.dataset.unread || 0);
  const plain = document.title.replace(/^\(\d+\) /, "");
  const wanted = unread ? `(${unread}) ${plain}` : plain;
  if (document.title !== wanted) document.title = wanted;
}

document.addEventListener("toggle", (event) => {
  if (event.target === bell() && bell().open) fill();
}, true);

let watched = null;
const rung = new MutationObserver(() => {
  title();
  if (bell()?.open) fill();
});

function watch() {
  if (watched === bell()) return title();
  watched = bell();
  rung.disconnect();
  if (watched) rung.observe(watched, { attributes: true, attributeFilter: ["data-unread"] });
  title();
}

document.addEventListener("htmx:afterSettle", watch);
document.addEventListener("deskhand:refreshed", watch);
watch();
