// A running timer counts here too; the server knows how long it really ran.
const begun = new WeakMap();

function text(seconds) {
  const two = (n) => String(n).padStart(2, "0");
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

setInterval(() => {
  for (const place of document.querySelectorAll("[data-ticking]")) {
    const known = begun.get(place);
    if (!known || known.from !== place.dataset.ticking) begun.set(place, { from: place.dataset.ticking, at: Date.now() });
    const { from, at } = begun.get(place);
    place.textContent = text(Number(from) + Math.floor((Date.now() - at) / 1000));
  }
}, 1000);
