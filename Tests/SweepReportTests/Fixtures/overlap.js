// Finds texts of figures that lie on one another or outside of their picture, and figures without
// the titles of their axes, and writes them into the page's title.
const faults = [];
let count = 0;
for (const svg of document.querySelectorAll("svg.plot")) {
  const name = svg.parentElement.id;
  const frame = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll("text")].filter(text => text.textContent.trim())
    .map(text => ({ text: text.textContent.trim(), box: text.getBoundingClientRect() }));
  count += texts.length;
  for (const [index, { text, box }] of texts.entries()) {
    if (box.left < frame.left || box.right > frame.right || box.top < frame.top
      || box.bottom > frame.bottom) faults.push(`${name}: ${text} leaves the picture`);
    for (const other of texts.slice(index + 1)) {
      const width = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
      const height = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
      // Boxes are higher than their letters.
      if (width > 1 && height > 4) faults.push(`${name}: ${text} and ${other.text} touch`);
    }
  }
  const titles = texts.map(({ text }) => text);
  const expected = /comparison|curves/.test(name) ? ["epoch"]
    : /effective/.test(name) ? ["effective learning rate", "training loss"]
    : /along/.test(name) ? ["training loss"]
    : /best/.test(name) ? ["momentum"]
    : /importance/.test(name) ? ["share of the variance"]
    : /heat/.test(name) ? ["momentum", "learning rate"] : [];
  for (const title of expected) {
    if (!titles.includes(title)) faults.push(`${name}: ${title} is missing`);
  }
}
document.title = [count, ...faults].join("|");
