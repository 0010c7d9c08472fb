// Shortcuts belong to the controls that they stand for: data-key="e" on a button is pressed by E, data-key="g o" by G
// and then O. So every shortcut has a visible control, and a page has those of what it shows.
const SECOND_KEY_WITHIN = 1200;
let first = "";
let firstAt = 0;

// Whether somebody types there. A field that has just been closed with its menu or dialog still has the focus for a
// moment, but nobody types into what cannot be seen: the next key is a shortcut.
export function typing(target) {
  const field = target instanceof Element && target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
  return Boolean(field) && field.checkVisibility();
}

// Also what a closed menu holds, as long as the menu itself can be seen.
export function visible(element) {
  if (element.checkVisibility({ visibilityProperty: true })) return true;
  let outermost = null;
  for (let menu = element.closest("details:not([open])"); menu; menu = menu.parentElement.closest("details:not([open])")) outermost = menu;
  return outermost?.querySelector("summary")?.checkVisibility({ visibilityProperty: true }) ?? false;
}

export function press(control) {
  const menu = control.closest("details:not([open])");
  if (menu && control.tagName === "SUMMARY") {
    menu.open = true;
    menu.querySelector("[autofocus], .menu-b input:not([type=hidden]), .menu-b button, .menu-b a")?.focus();
  } else if (control.matches("input:not([type=radio]):not([type=checkbox]), textarea")) {
    control.focus();
    control.select?.();
  } else {
    control.click();
  }
}

export function controlOf(key) {
  return [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key && visible(one));
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.altKey || event.isComposing) return;
  if (event.ctrlKey || event.metaKey) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "Escape") return;
  if (typing(event.target)) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const both = first && performance.now() - firstAt < SECOND_KEY_WITHIN ? `${first} ${key}` : "";
  const control = (both && controlOf(both)) || controlOf(key);
  first = key;
  firstAt = performance.now();
  if (!control) return;
  first = "";
  event.preventDefault();
  press(control);
});

// Esc leaves what is under way, from the inside out: a field, a menu, then the page for the list it came from.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open]")) return;
  const open = [...document.querySelectorAll("details.menu[open]")].pop();
  if (open) {
    open.open = false;
    open.querySelector("summary")?.focus();
  } else if (typing(event.target)) {
    event.target.blur();
  } else {
    const back = document.querySelector("[data-escape]");
    if (!back) return;
    back.click();
  }
  event.preventDefault();
});
