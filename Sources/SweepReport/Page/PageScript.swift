/// The page's only script: values under the pointer, curves that come and go, and sorting.
///
/// The page reads well without it. It talks to nobody.
enum PageScript {
    /// The script.
    static let text = #"""
        "use strict";
        const number = v => Number.isFinite(v) ? String(Number(v.toPrecision(4))) : "";
        const curvesOf = svg => [...svg.querySelectorAll("g[id*='_plot_']:not(.key)")];
        const pointsOf = svg => curvesOf(svg).flatMap(curve => {
          const name = curve.querySelector(".key text")?.textContent.trim() ?? "";
          // The samples of the key lie one group deeper than the curve.
          return [...curve.querySelectorAll(":scope > g > path:not(.sample)")].flatMap(path =>
            [...path.getAttribute("d").matchAll(/(-?[\d.]+),(-?[\d.]+)(?=[\sLMh]|$)/g)]
              .map(m => ({ x: +m[1], y: +m[2], name, curve })));
        }).filter(p => p.name);
        const scaled = (share, low, high, isLog) => isLog
          ? low * Math.pow(high / low, share) : low + share * (high - low);
        for (const svg of document.querySelectorAll("svg.plot")) {
          const [left, right, top, bottom] = svg.dataset.box.split(" ").map(Number);
          const [x1, x2, y1, y2, r1, r2, logX, logY] = svg.dataset.axes.split(" ").map(Number);
          if (!Number.isFinite(bottom)) continue;
          let points = null;
          const tip = document.createElement("div");
          tip.className = "tip";
          tip.hidden = true;
          svg.parentElement.append(tip);
          svg.addEventListener("pointermove", event => {
            points ??= pointsOf(svg);
            const at = new DOMPoint(event.clientX, event.clientY)
              .matrixTransform(svg.getScreenCTM().inverse());
            let best = null, distance = 400;
            for (const p of points) {
              if (p.curve.classList.contains("off")) continue;
              const d = (p.x - at.x) ** 2 + (p.y - at.y) ** 2;
              if (d < distance) { distance = d; best = p; }
            }
            tip.hidden = !best;
            if (!best) return;
            const isRight = best.name.includes("(right)");
            const x = scaled((best.x - left) / (right - left), x1, x2, logX);
            const share = (bottom - best.y) / (bottom - top);
            const y = isRight ? scaled(share, r1, r2, 0) : scaled(share, y1, y2, logY);
            tip.textContent = `${best.name}: ${number(x)}, ${number(y)}`;
            const frame = svg.parentElement.getBoundingClientRect();
            const room = frame.width - tip.offsetWidth - 4;
            const from = Math.min(event.clientX - frame.left + 12, room);
            tip.style.left = Math.max(0, from) + "px";
            tip.style.top = event.clientY - frame.top + 14 + "px";
          });
          svg.addEventListener("pointerleave", () => { tip.hidden = true; });
          const keys = new Map();
          for (const key of svg.querySelectorAll("g.key")) {
            const curve = key.parentElement.closest("g[id*='_plot_']");
            if (!keys.has(curve)) keys.set(curve, []);
            keys.get(curve).push(key);
          }
          if (keys.size < 2) continue;
          svg.setAttribute("role", "group");
          for (const [curve, parts] of keys) {
            const paint = curve.querySelector("path")?.getAttribute("stroke");
            const isAlike = area => area.getAttribute("fill") === paint;
            const bands = curvesOf(svg).filter(other =>
              !keys.has(other) && [...other.querySelectorAll("polygon")].some(isAlike));
            const toggle = event => {
              const isOff = curve.classList.toggle("off");
              for (const band of bands) band.classList.toggle("off", isOff);
              parts[0].setAttribute("aria-pressed", String(!isOff));
              event.preventDefault();
            };
            parts[0].setAttribute("tabindex", "0");
            parts[0].setAttribute("role", "button");
            parts[0].setAttribute("aria-pressed", "true");
            for (const part of parts) part.addEventListener("click", toggle);
            parts[0].addEventListener("keydown", event => {
              if (event.key === "Enter" || event.key === " ") toggle(event);
            });
          }
        }
        for (const table of document.querySelectorAll("table.sortable")) {
          const body = table.tBodies[0];
          [...table.tHead.rows[0].cells].forEach((head, column) => {
            const button = document.createElement("button");
            button.type = "button";
            button.textContent = head.textContent;
            head.replaceChildren(button);
            button.addEventListener("click", () => {
              const isDescending = head.getAttribute("aria-sort") === "ascending";
              for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
              head.setAttribute("aria-sort", isDescending ? "descending" : "ascending");
              const value = row => {
                const cell = row.cells[column];
                return "value" in cell.dataset ? Number(cell.dataset.value) : cell.textContent;
              };
              const order = (a, b) => {
                const [x, y] = [value(a), value(b)];
                if (Number.isNaN(x) || Number.isNaN(y)) return Number.isNaN(x) - Number.isNaN(y);
                const sign = isDescending ? -1 : 1;
                return sign * (typeof x === "string" ? x.localeCompare(y) : x - y);
              };
              body.append(...[...body.rows].sort(order));
            });
          });
        }
        """#
}
