// Tells the server the browser's time zone, so that times are shown in it unless the person chose another.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone && !document.cookie.includes(`deskhand_zone=${zone}`)) {
  document.cookie = `deskhand_zone=${zone}; path=/; max-age=31536000; samesite=lax`;
}
