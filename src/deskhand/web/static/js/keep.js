// What a person has under way outlives an exchange of the page: what is typed, ticked, opened or focused.

// Elements marked data-keep hold what the person types; the server's copy never overwrites it.
function kept(old, fresh) {
  if (!(old instanceof Element) || !(fresh instanceof Element)) return true;
  if (old.matches("[data-keep]") && old.dataset.keep === fresh.dataset.keep) return false;
  if (old.matches("input.checkbox[name=ticket]")) fresh.toggleAttribute("checked", old.checked);
  // Opened by the server, which has something to say in it: a form that was not taken.
  const told = fresh.hasAttribute("data-opened");
  if (old.matches("details") && old.id && old.id === fresh.id && !told) fresh.toggleAttribute("open", old.open);
  if (old.matches("dialog[open]")) return false;
  if (old === document.activeElement && old.matches("input, textarea, select") && !old.matches(".checkbox")) return false;
  return true;
}

if (window.Idiomorph) window.Idiomorph.defaults.callbacks.beforeNodeMorphed = kept;

// A page that was left and is shown anew by "back" is fetched again: it may have changed meanwhile.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

// Every request says which page it comes from, so that a log-in that has ended leads back there.
document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-Deskhand-Page"] = location.pathname + location.search;
});
