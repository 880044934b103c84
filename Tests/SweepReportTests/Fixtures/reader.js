// Acts like a reader, and writes what happened into the page's title.
const told = [];
const svg = document.querySelector("#figure-comparison-loss svg");
const curve = [...svg.querySelectorAll("g[id*='_plot_']")]
  .find(g => g.querySelector(".key text")?.textContent === "μ 0.9");
const path = curve.querySelector(":scope > g > path");
const [x, y] = path.getAttribute("d").match(/M([\d.]+),([\d.]+)/).slice(1).map(Number);
const at = new DOMPoint(x, y).matrixTransform(svg.getScreenCTM());
svg.dispatchEvent(new PointerEvent("pointermove", { clientX: at.x, clientY: at.y }));
const tip = svg.parentElement.querySelector(".tip");
told.push(tip.hidden ? "no tip" : tip.textContent);
svg.dispatchEvent(new PointerEvent("pointerleave"));
told.push(tip.hidden);
// A click hides curve and band, the keyboard brings them back, and the other curves stay.
const key = curve.querySelector("g.key[role=button]");
const shown = () => [...svg.querySelectorAll("g[id*='_plot_']:not(.key)")]
  .filter(g => [...g.querySelectorAll(":scope > g > path, polygon")]
    .some(shape => getComputedStyle(shape).display !== "none")).length;
const all = shown();
told.push(key.tabIndex, key.getAttribute("aria-pressed"));
key.dispatchEvent(new MouseEvent("click", { bubbles: true }));
told.push(getComputedStyle(path).display, key.getAttribute("aria-pressed"), all - shown());
key.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter" }));
told.push(getComputedStyle(path).display, key.getAttribute("aria-pressed"), all - shown());
const table = document.querySelector("#settings table");
const column = place => [...table.tBodies[0].rows].map(row => row.cells[place].textContent);
const heads = [...table.tHead.rows[0].cells];
const button = heads[0].querySelector("button");
button.click();
told.push(column(0).join(" "), heads[0].getAttribute("aria-sort"));
button.click();
told.push(column(0).join(" "), heads[0].getAttribute("aria-sort"));
const loss = heads.findIndex(head => head.textContent.startsWith("final loss"));
heads[loss].querySelector("button").click();
told.push(column(0).join(" "), heads[0].getAttribute("aria-sort"));
told.push(performance.getEntriesByType("resource").length);
document.title = told.join("|");
