// Showing a dialog: alone, with every menu closed.
export function showDialog(dialog) {
  for (const other of document.querySelectorAll("dialog[open]")) other.close();
  for (const menu of document.querySelectorAll("details.menu[open]")) menu.open = false;
  dialog.showModal();
}
