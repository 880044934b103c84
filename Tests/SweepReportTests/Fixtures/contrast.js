// Finds texts with less than 4.5 : 1 to what lies behind them, and colours with less than 3 : 1 to
// the paper (WCAG 2.2, success criteria 1.4.3 and 1.4.11), and writes them into the page's title.
const parts = color => {
  const numbers = color.match(/[\d.]+/g).map(Number);
  return numbers.length > 3 ? numbers : [...numbers, 1];
};
const linear = v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
const luminance = color => parts(color).slice(0, 3).map(v => linear(v / 255))
  .reduce((sum, v, place) => sum + v * [0.2126, 0.7152, 0.0722][place], 0);
const contrast = (a, b) => {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
};
const ground = element => {
  const color = getComputedStyle(element).backgroundColor;
  return parts(color)[3] === 1 ? color : ground(element.parentElement);
};
// What is painted under a label of the heat map or of the confusion matrix.
const cell = label => {
  label.scrollIntoView({ block: "center" });
  const box = label.getBoundingClientRect();
  const under = document.elementsFromPoint(box.x + box.width / 2, box.y + box.height / 2)
    .find(e => /^(polygon|path|rect)$/.test(e.tagName) && getComputedStyle(e).fill !== "none");
  return under ? getComputedStyle(under).fill : ground(label);
};
const cells = "#figure-heat-map svg, #figure-confusion svg";
const faults = new Set();
let count = 0;
for (const element of document.querySelectorAll("body *:not(script)")) {
  if (![...element.childNodes].some(node => node.nodeType === 3 && node.data.trim())) continue;
  const style = getComputedStyle(element);
  const ink = element.closest("svg") ? style.fill : style.color;
  const paper = element.closest(cells) ? cell(element) : ground(element);
  count += 1;
  if (contrast(ink, paper) < 4.5) faults.add(`${element.textContent.trim()}: ${ink} on ${paper}`);
}
const paper = getComputedStyle(document.body).backgroundColor;
const probe = document.body.appendChild(document.createElement("i"));
for (const name of ["c0", "c1", "c2", "c3", "c4", "c5", "c6",
  "o0", "o1", "o2", "o3", "o4", "o5", "o6", "o7", "o8", "o9"]) {
  probe.style.color = `var(--${name})`;
  const color = getComputedStyle(probe).color;
  if (contrast(color, paper) < 3) faults.add(`${name}: ${color} on ${paper}`);
}
const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
document.title = [isDark ? "dark" : "light", count, ...faults].join("|");
