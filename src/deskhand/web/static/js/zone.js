// Tells the server the browser's time zone, so that times are shown in it unless the person chose another.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone && !document.cookie.includes(`deskhand_zone=${zone}`)) {
  // A first visit: the server could not know yet what to offer.
  const offered = document.querySelector("select[data-zone]");
  if (offered && [...offered.options].some((option) => option.value === zone)) offered.value = zone;
  document.cookie = `deskhand_zone=${zone}; path=/; max-age=31536000; samesite=lax`;
}
