// Live parts arrive with the exact time only: <time datetime="…" data-local="time|moment">. Text and title are written here.
const DAY = 24 * 3600 * 1000;

function startOfDay(date) {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

function moment(date, language) {
  const days = Math.round((startOfDay(date) - startOfDay(new Date())) / DAY);
  const clock = date.toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const near = Math.abs(days) <= 1 ? new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(days, "day") : null;
  const shape = { day: "2-digit", month: language === "de" ? "2-digit" : "short", year: "numeric" };
  return `${near ?? date.toLocaleDateString(language, shape)}, ${clock}`;
}

export function showLocalTimes(root = document) {
  const language = document.documentElement.lang || "de";
  for (const element of root.querySelectorAll("time[data-local]")) {
    const date = new Date(element.dateTime);
    if (Number.isNaN(date.getTime())) continue;
    const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
    element.textContent =
      element.dataset.local === "time" ? date.toLocaleTimeString(language, clock) : moment(date, language);
    element.title = date.toLocaleString(language, { dateStyle: "full", timeStyle: "short" });
  }
}
