// Runs before first paint, so that a chosen theme does not flash. Without a choice the system decides, in CSS.
try {
  const chosen = localStorage.getItem("theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch { /* storage is blocked: the system's preference holds */ }
// A table that its address filters is not shown before it is.
if (location.search) document.documentElement.dataset.query = "";
