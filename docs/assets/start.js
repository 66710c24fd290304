// Runs before first paint. It is part of no build: pages of all builds load it from this one address.

// A chosen theme does not flash. Without a choice the system decides, in CSS.
try {
  const chosen = localStorage.getItem("theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch { /* storage is blocked: the system's preference holds */ }
// An address with a question will show more, or less, than the page as it came: style sheets leave room for it.
if (location.search) document.documentElement.dataset.query = "";

// What a page loads lies in a folder of its build. If that is gone, this is an old copy of the page: take the new one.
// Not after a reload, so that it ends, and not where the page as it is now names the same folder, or cannot be had.
let looked = false;
addEventListener("error", async ({ target }) => {
  const missing = target instanceof HTMLScriptElement ? target.src : target instanceof HTMLLinkElement ? target.href : "";
  const [folder] = missing.match(/\/assets\/[0-9a-f]{12}\//) ?? [];
  const [visit] = performance.getEntriesByType("navigation");
  if (looked || !folder || (visit instanceof PerformanceNavigationTiming && visit.type === "reload")) return;
  looked = true;
  const page = await fetch(location.href, { cache: "reload" }).then((answer) => answer.text(), () => "");
  if (/\/assets\/[0-9a-f]{12}\//.test(page) && !page.includes(folder)) location.reload();
}, true);
