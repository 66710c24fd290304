// Runs before first paint, so that a chosen theme does not flash. Without a choice the system decides, in CSS.
try {
  const chosen = localStorage.getItem("theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch { /* storage is blocked: the system's preference holds */ }
// An address with a question will show more, or less, than the page as it came: style sheets leave room for it.
if (location.search) document.documentElement.dataset.query = "";
