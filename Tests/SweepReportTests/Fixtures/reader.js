// Acts like a reader, and writes what happened into the page's title.
const told = [];
const figure = document.querySelector("#figure-comparison-loss");
const svg = figure.querySelector("svg");
const tip = figure.querySelector(".tip");
// The left end of the plot, where the first epoch lies, by the layout and not by the drawing.
const { area, series } = JSON.parse(figure.querySelector("script.layout").textContent);
const move = (x, y) => {
  const at = new DOMPoint(x, y).matrixTransform(svg.getScreenCTM());
  svg.dispatchEvent(new PointerEvent("pointermove", { clientX: at.x, clientY: at.y }));
  return tip.hidden ? "no tip" : tip.textContent.replaceAll("\n", "; ");
};
told.push(move(area[0] + 1, (area[2] + area[3]) / 2));
told.push(move(area[0] + 1, 1000));
svg.dispatchEvent(new PointerEvent("pointerleave"));
told.push(tip.hidden);
// The keyboard walks along the epochs.
const press = key => svg.dispatchEvent(new KeyboardEvent("keydown", { key }));
press("ArrowRight");
press("ArrowRight");
told.push(tip.textContent.split("\n")[0]);
press("Escape");
told.push(tip.hidden);
// gnuplot has drawn the first curve's start where the layout says.
const last = series.at(-1);
const group = document.getElementById(last.plots.at(-1));
const path = group.querySelector(":scope > g > path");
const [x, y] = path.getAttribute("d").match(/M([\d.]+),([\d.]+)/).slice(1).map(Number);
const numbers = JSON.parse(
  document.querySelector(`script[data-series="${last.data}"]`).textContent);
const layout = JSON.parse(figure.querySelector("script.layout").textContent);
const height = (numbers.y[0] - layout.y[0]) / (layout.y[1] - layout.y[0]);
told.push(Math.abs(x - area[0]) < 0.5
  && Math.abs(y - (area[3] - height * (area[3] - area[2]))) < 0.5);
// A click hides curve and band, the keyboard brings them back, and the other curves stay.
const key = group.querySelector("g.key[role=button]");
const shown = () => [...svg.querySelectorAll("g[id*='_plot_']:not(.key)")]
  .filter(g => [...g.querySelectorAll(":scope > g > path, polygon")]
    .some(shape => getComputedStyle(shape).display !== "none")).length;
const all = shown();
told.push(key.tabIndex, key.getAttribute("aria-pressed"));
key.dispatchEvent(new MouseEvent("click", { bubbles: true }));
told.push(getComputedStyle(path).display, key.getAttribute("aria-pressed"), all - shown());
told.push(move(area[0] + 1, area[2] + 1).includes(last.name));
key.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter" }));
told.push(getComputedStyle(path).display, key.getAttribute("aria-pressed"), all - shown());
const table = document.querySelector("#settings table");
const column = index => [...table.tBodies[0].rows].map(row => row.cells[index].textContent);
const heads = [...table.tHead.rows[0].cells];
const button = heads[0].querySelector("button");
button.click();
told.push(column(0).join(" "), heads[0].getAttribute("aria-sort"));
button.click();
told.push(column(0).join(" "), heads[0].getAttribute("aria-sort"));
const loss = heads.findIndex(head => head.textContent.startsWith("training loss"));
heads[loss].querySelector("button").click();
told.push(column(0).join(" "), heads[0].getAttribute("aria-sort"));
told.push(performance.getEntriesByType("resource").length);
// Points answer with what is nearest; each figure of them is asked at its first point.
for (const name of ["differences", "along-axis", "data"]) {
  const other = document.querySelector(`#figure-${name}`);
  const ask = JSON.parse(other.querySelector("script.layout").textContent);
  const first = document.querySelector(`script[data-series="${ask.series[0].data}"]`);
  const { x: xs, y: ys } = JSON.parse(first.textContent);
  const share = ([low, high, isLog], v) =>
    isLog ? Math.log(v / low) / Math.log(high / low) : (v - low) / (high - low);
  const picture = other.querySelector("svg");
  const at = new DOMPoint(
    ask.area[0] + share(ask.x, xs[0]) * (ask.area[1] - ask.area[0]),
    ask.area[3] - share(ask.y, ys[0]) * (ask.area[3] - ask.area[2])
  ).matrixTransform(picture.getScreenCTM());
  picture.dispatchEvent(
    new PointerEvent("pointermove", { clientX: at.x, clientY: at.y }));
  told.push(other.querySelector(".tip").textContent);
}
document.title = told.join("|");
