// The ticket list: a line that the keyboard moves, and a selection that outlives changes of the page.
let at = "";
let lastTicked = null;

const rows = () => [...document.querySelectorAll(".tl tr[data-id]")];
const boxes = () => [...document.querySelectorAll(".tl input[name=ticket]")];

export function show() {
  for (const row of rows()) row.classList.toggle("at", row.dataset.id === at);
  const ticked = boxes().filter((box) => box.checked);
  for (const box of boxes()) box.closest("tr").classList.toggle("sel", box.checked);
  const table = document.querySelector(".tl");
  table?.classList.toggle("picking", ticked.length > 0);
  const bar = document.querySelector(".bulk");
  if (bar) {
    bar.hidden = ticked.length === 0;
    const count = bar.querySelector(".bulk-n");
    if (count) count.textContent = count.dataset.text.replace("0", ticked.length);
  }
  const all = document.querySelector(".tl [data-all]");
  if (all) {
    all.checked = ticked.length > 0 && ticked.length === boxes().length;
    all.indeterminate = ticked.length > 0 && !all.checked;
  }
}

function move(by) {
  const all = rows();
  if (!all.length) return;
  const place = all.findIndex((row) => row.dataset.id === at);
  const next = all[place < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, place + by))];
  at = next.dataset.id;
  show();
  next.scrollIntoView({ block: "nearest" });
  next.querySelector("a.t")?.focus({ preventScroll: true });
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !document.querySelector(".tl")) return;
  if (document.querySelector("dialog[open], details.menu[open]")) return;
  if (event.target instanceof Element && event.target.closest("input:not([type=checkbox]), textarea, select")) return;
  if (event.key === "j" || event.key === "ArrowDown") move(1);
  else if (event.key === "k" || event.key === "ArrowUp") move(-1);
  else if (event.key === "x" && at) {
    const box = document.querySelector(`.tl tr[data-id="${CSS.escape(at)}"] input[name=ticket]`);
    if (!box) return;
    box.checked = !box.checked;
    lastTicked = box;
    show();
  } else if (event.key === "Enter" && at && !(event.target instanceof Element && event.target.closest("a, button, summary"))) {
    document.querySelector(`.tl tr[data-id="${CSS.escape(at)}"] a.t`)?.click();
  } else if (event.key === "Escape" && boxes().some((box) => box.checked)) {
    for (const box of boxes()) box.checked = false;
    show();
  } else return;
  event.preventDefault();
}, true);

document.addEventListener("click", (event) => {
  const box = event.target;
  if (!(box instanceof HTMLInputElement)) {
    if (box instanceof Element && box.closest("[data-clear]")) {
      for (const one of boxes()) one.checked = false;
      show();
    }
    return;
  }
  if (box.matches("[data-all]")) {
    for (const one of boxes()) one.checked = box.checked;
  } else if (box.matches(".tl input[name=ticket]")) {
    if (event.shiftKey && lastTicked?.isConnected) {
      const all = boxes();
      const [from, to] = [all.indexOf(lastTicked), all.indexOf(box)].sort((a, b) => a - b);
      for (const one of all.slice(from, to + 1)) one.checked = box.checked;
    }
    lastTicked = box;
  } else return;
  show();
});

// A chip's value opens the form at its field.
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element && event.target.closest("[data-filter]");
  const panel = document.getElementById("filter");
  if (!link || !panel) return;
  event.preventDefault();
  event.stopPropagation();
  panel.open = true;
  const field = document.getElementById(link.dataset.filter);
  (field?.matches("fieldset") ? (field.querySelector("input:checked") ?? field.querySelector("input")) : field)?.focus();
}, true);

// Enter in the field of tags adds them.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.target instanceof Element) || !event.target.matches("#bulk-tag")) return;
  event.preventDefault();
  event.target.closest(".menu-b").querySelector("button[value=add]").click();
});

document.addEventListener("focusin", (event) => {
  const row = event.target instanceof Element && event.target.closest(".tl tr[data-id]");
  if (row && event.target.matches("a.t")) {
    at = row.dataset.id;
    show();
  }
});

// After a bulk change nothing stays ticked.
document.addEventListener("submit", (event) => {
  if (event.target instanceof Element && event.target.matches("[data-list]")) {
    setTimeout(() => boxes().forEach((box) => (box.checked = false)));
  }
});

// How many rows of another list the screen can show, from when those of the last one are gone until it is there.
let fitting = 0;

// Rows of another list are not compared one by one with those that were here, which takes a third of the time.
document.addEventListener("htmx:beforeSwap", (event) => {
  fitting = 0;
  const list = document.querySelector("form[data-list]");
  const { responsePath, finalRequestPath } = event.detail.pathInfo ?? {};
  if (!list || !event.detail.shouldSwap || (responsePath ?? finalRequestPath) === list.dataset.list) return;
  const row = list.querySelector(".tl tr[data-id]");
  if (row) fitting = Math.ceil((window.innerHeight - row.getBoundingClientRect().top) / row.offsetHeight);
  // But the row that was clicked stays: from where it stands htmx reads how to swap.
  const from = event.detail.requestConfig?.elt ?? null;
  for (const body of list.querySelectorAll(".tl tbody")) {
    if (!body.contains(from)) body.remove();
    else if (body.contains(document.activeElement)) document.activeElement.blur(); // it goes, at a pass over all styles
  }
});

// Those below the screen are drawn a moment after the others, which are there sooner for that.
document.addEventListener("htmx:afterSwap", () => {
  if (!fitting) return;
  const below = [...document.querySelectorAll(".tl tr[data-id]")].slice(fitting);
  fitting = 0;
  for (const row of below) row.classList.add("later");
  requestAnimationFrame(() => setTimeout(() => below.forEach((row) => row.classList.remove("later"))));
});

document.addEventListener("htmx:afterSettle", show);
show();
