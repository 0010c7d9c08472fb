// Menus are <details class="menu">: they open without any script. With it one is open at a time, a click elsewhere
// closes it, and arrow keys move inside.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// A link in a menu leads away from it; the page that follows is the same to a menu, which would stay open.
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element && event.target.closest("details.menu[open] a[href]:not([href^='#'])");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) link.closest("details.menu[open]").open = false;
});

document.addEventListener(
  "toggle",
  (event) => {
    const menu = event.target;
    if (!(menu instanceof HTMLDetailsElement) || !menu.matches(".menu") || !menu.open) return;
    for (const other of document.querySelectorAll("details.menu[open]")) {
      if (other !== menu && !other.contains(menu)) other.open = false;
    }
    menu.querySelector("[autofocus]")?.focus();
  },
  true,
);

document.addEventListener("keydown", (event) => {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const menu = event.target instanceof Element && event.target.closest("details.menu[open]");
  if (!menu || event.target.matches("textarea, select")) return;
  const items = [...menu.querySelectorAll(".menu-b a, .menu-b button, .menu-b input:not([type=hidden])")].filter((one) => one.checkVisibility());
  const at = items.indexOf(document.activeElement);
  const next = items[(at + (event.key === "ArrowDown" ? 1 : -1) + items.length) % items.length];
  next?.focus();
  event.preventDefault();
});

// A field that narrows the choices below it.
document.addEventListener("input", (event) => {
  const field = event.target;
  if (!(field instanceof HTMLInputElement) || !field.matches("[data-narrow]")) return;
  const wanted = field.value.trim().toLocaleLowerCase();
  for (const choice of field.closest(".menu-b").querySelectorAll("[data-choice]")) {
    choice.hidden = !choice.dataset.choice.toLocaleLowerCase().includes(wanted);
  }
});

// Enter in such a field takes the first choice that is left.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.target instanceof Element) || !event.target.matches("[data-narrow]")) return;
  event.preventDefault();
  [...event.target.closest(".menu-b").querySelectorAll("[data-choice]")].find((one) => !one.hidden)?.click();
});

// A menu whose form was sent is done with; the answer says whether it opens again, with what is wrong. At once, since the
// next key may come before anything else does: typed into a field that is still there, a shortcut would be lost.
document.addEventListener("submit", (event) => {
  const menu = (event.submitter ?? event.target).closest("details.menu[open]");
  if (!menu || event.target.matches("[role=search]")) return;
  const inside = menu.contains(document.activeElement);
  menu.open = false;
  if (inside) menu.querySelector("summary")?.focus();
});
