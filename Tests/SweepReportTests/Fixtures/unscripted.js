// Opens the page again where no script may run, as wide as a phone, and tells what can be read.
const frame = document.createElement("iframe");
frame.sandbox = "allow-same-origin";
frame.style.width = "390px";
frame.onload = () => {
  const page = frame.contentDocument;
  const { scrollWidth, clientWidth } = page.documentElement;
  const told = [page.querySelectorAll("th button").length, scrollWidth - clientWidth];
  for (const part of ["h1", ".answer", "#settings table", "#differences table", "figcaption",
    "#figure-comparison-loss svg", "#reproduce pre"]) {
    const element = page.querySelector(part);
    const box = element.getBoundingClientRect();
    told.push(box.width * box.height > 0 && element.textContent.trim() !== "");
  }
  document.title = told.join("|");
};
frame.srcdoc = source;
document.body.replaceChildren(frame);
