// Who presses R writes from then on: the field has the focus before the composer's own script is there, since what is
// typed would be taken for shortcuts.
document.addEventListener("click", (event) => {
  const target = event.target;
  const tab = target instanceof Element && !target.matches("input") && target.closest("label.cp-tab");
  if (!tab) return;
  event.preventDefault(); // the label would take the focus to its radio; here one goes on to write at once
  const radio = tab.querySelector("input");
  const form = tab.closest("form");
  const field = document.getElementById("cp-text");
  radio.checked = true;
  radio.dispatchEvent(new Event("change", { bubbles: true }));
  form.classList.add("busy"); // unfolded, so that the field is there to be focused
  field.focus();
  if (!field.selectionStart && !field.selectionEnd) field.setSelectionRange(field.value.length, field.value.length);
  form.classList.remove("busy");
});
