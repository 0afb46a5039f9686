// Runs before the first paint, so that a chosen appearance does not flash. The choice is kept by site/elements/theme-switch.ts.
try {
  const theme = JSON.parse(localStorage.getItem('xuong-may.theme') ?? '""');
  if (theme) document.documentElement.dataset.theme = theme;
} catch {
  // Storage is switched off or damaged: the system's appearance stays.
}
