// Before the first paint, so that the night staff's dark screen never flashes white.
(function () {
  var saved = null;
  try { saved = localStorage.getItem('nightdesk.theme'); } catch { /* storage may be forbidden */ }
  var dark = saved === 'dark' || (saved !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.classList.toggle('dark', dark);
})();
