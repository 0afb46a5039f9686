// Runs before the first paint, so that a chosen appearance does not flash.
try {
  const theme = localStorage.getItem('xuong-may.theme');
  if (theme) document.documentElement.dataset.theme = theme;
} catch {
  // Storage is switched off: the system's appearance stays.
}
