/// The page's only script: values under the pointer, curves that come and go, and sorting.
///
/// What it tells it looks up in the numbers beside the figures; where they lie on the picture it
/// knows from their layout. The page reads well without it. It makes no requests.
enum PageScript {
    /// The script.
    static let text = #"""
        "use strict";
        const number = v => v === null ? "–" : String(Number(v.toPrecision(4)));
        const numbers = new Map();
        const dataOf = name => {
          if (!numbers.has(name)) {
            const element = document.querySelector(`script[data-series="${name}"]`);
            numbers.set(name, element && JSON.parse(element.textContent));
          }
          return numbers.get(name);
        };
        const share = ([low, high, isLog], v) =>
          isLog ? Math.log(v / low) / Math.log(high / low) : (v - low) / (high - low);
        const nearest = (values, value) => {
          let best = 0;
          values.forEach((v, index) => {
            if (Math.abs(v - value) < Math.abs(values[best] - value)) best = index;
          });
          return best;
        };
        // What a figure tells of a position, and the positions that the keyboard walks along.
        const readout = (layout, series) => {
          const [left, right, top, bottom] = layout.area;
          const across = v => left + share(layout.x, v) * (right - left);
          const up = (s, v) =>
            bottom - share(s.isOnRight ? layout.right : layout.y, v) * (bottom - top);
          const shown = () => series.filter(s => !s.plots[0].classList.contains("off"));
          const curves = x => {
            const list = shown().map(s => ({ s, ...dataOf(s.data) }))
              .map(({ s, x: xs, y }) => ({ s, at: nearest(xs.map(across), x), xs, y }));
            if (!list.length) return null;
            const head = list.map(({ xs, at }) => xs[at])
              .sort((a, b) => Math.abs(across(a) - x) - Math.abs(across(b) - x))[0];
            const lines = list.map(({ s, at, xs, y }) => `${s.name}: ${number(y[at])}`
              + (xs[at] === head ? "" : ` (${layout.curves} ${xs[at]})`));
            return { x: across(head), text: [`${layout.curves} ${head}`, ...lines].join("\n") };
          };
          const points = () => shown().flatMap(s => {
            const { x, y, texts } = dataOf(s.data);
            return x.flatMap((v, index) => y[index] === null ? [] : [{
              x: across(v), y: up(s, y[index]),
              text: texts ? texts[index] : `${s.name}: ${number(v)}, ${number(y[index])}`
            }]);
          });
          return {
            at: (x, y) => {
              if (x < left - 8 || x > right + 8 || y < top - 8 || y > bottom + 8) return null;
              if (layout.curves) return curves(x);
              const distance = p => (p.x - x) ** 2 + (p.y - y) ** 2;
              const best = points().reduce((a, b) => a && distance(a) <= distance(b) ? a : b, null);
              return best && distance(best) <= layout.reach ** 2 ? best : null;
            },
            stops: () => {
              if (!layout.curves) return points().sort((a, b) => a.x - b.x);
              const xs = new Set(shown().flatMap(s => dataOf(s.data).x));
              return [...xs].sort((a, b) => a - b).map(v => ({ x: across(v), isCurve: true }));
            },
            tell: stop => stop.isCurve ? curves(stop.x) : stop,
            top, bottom
          };
        };
        const follow = (svg, reader) => {
          const figure = svg.parentElement;
          const tip = document.createElement("div");
          tip.className = "tip";
          tip.setAttribute("role", "status");
          tip.hidden = true;
          figure.append(tip);
          const line = document.createElementNS(svg.namespaceURI, "path");
          line.setAttribute("class", "cursor");
          svg.append(line);
          const hide = () => { tip.hidden = true; line.setAttribute("d", ""); };
          const show = found => {
            if (!found) { hide(); return; }
            tip.hidden = false;
            tip.textContent = found.text;
            line.setAttribute("d", found.y === undefined
              ? `M${found.x},${reader.top}V${reader.bottom}`
              : `M${found.x - 7},${found.y}a7,7 0 1,0 14,0a7,7 0 1,0 -14,0`);
            const at = new DOMPoint(found.x, found.y ?? reader.top)
              .matrixTransform(svg.getScreenCTM());
            const frame = figure.getBoundingClientRect();
            const room = frame.width - tip.offsetWidth - 4;
            const beside = at.x - frame.left + 14;
            const start = beside > room ? beside - tip.offsetWidth - 28 : beside;
            tip.style.left = Math.max(0, start) + "px";
            tip.style.top = at.y - frame.top + 10 + "px";
          };
          svg.addEventListener("pointermove", event => {
            const at = new DOMPoint(event.clientX, event.clientY)
              .matrixTransform(svg.getScreenCTM().inverse());
            show(reader.at(at.x, at.y));
          });
          svg.addEventListener("pointerleave", hide);
          svg.addEventListener("blur", hide);
          svg.setAttribute("tabindex", "0");
          let stop = -1;
          svg.addEventListener("keydown", event => {
            if (event.key === "Escape") hide();
            const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -20, PageDown: 20 }[event.key];
            const stops = step ? reader.stops() : [];
            if (!stops.length) return;
            stop = Math.min(Math.max(stop + step, 0), stops.length - 1);
            show(reader.tell(stops[stop]));
            event.preventDefault();
          });
        };
        const makeKeys = (svg, series) => {
          const keyed = series.map(s => ({
            s, parts: s.plots.flatMap(plot => [...plot.querySelectorAll(".key")])
          })).filter(({ parts }) => parts.length);
          if (keyed.length < 2) return;
          for (const { s, parts } of keyed) {
            const [first] = parts;
            const toggle = event => {
              const isOff = !s.plots[0].classList.contains("off");
              for (const plot of s.plots) plot.classList.toggle("off", isOff);
              first.setAttribute("aria-pressed", String(!isOff));
              event.preventDefault();
            };
            first.setAttribute("tabindex", "0");
            first.setAttribute("role", "button");
            first.setAttribute("aria-pressed", "true");
            for (const part of parts) part.addEventListener("click", toggle);
            first.addEventListener("keydown", event => {
              if (event.key === "Enter" || event.key === " ") toggle(event);
            });
          }
        };
        for (const figure of document.querySelectorAll("figure")) {
          const svg = figure.querySelector("svg.plot");
          const element = figure.querySelector("script.layout");
          if (!svg || !element) continue;
          const layout = JSON.parse(element.textContent);
          // A drawing of another gnuplot may lack the elements; then it is a picture and no more.
          const series = layout.series.map(s => ({
            ...s, plots: s.plots.map(id => document.getElementById(id)).filter(plot => plot)
          })).filter(s => s.plots.length && dataOf(s.data));
          if (!series.length) continue;
          svg.setAttribute("role", "group");
          follow(svg, readout(layout, series));
          makeKeys(svg, series);
        }
        const valueOf = cell =>
          "value" in cell.dataset ? Number(cell.dataset.value) : cell.textContent;
        const sort = (table, head, column) => {
          const isDescending = head.getAttribute("aria-sort") === "ascending";
          for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
          head.setAttribute("aria-sort", isDescending ? "descending" : "ascending");
          const sign = isDescending ? -1 : 1;
          const order = ([x], [y]) => {
            if (Number.isNaN(x) || Number.isNaN(y)) {
              return Number.isNaN(x) - Number.isNaN(y);
            }
            return sign * (typeof x === "number" && typeof y === "number"
              ? x - y : String(x).localeCompare(String(y)));
          };
          // A row may have fewer cells than the head.
          const rows = [...table.tBodies[0].rows]
            .map(row => [row.cells[column] ? valueOf(row.cells[column]) : NaN, row]);
          table.tBodies[0].append(...rows.sort(order).map(([, row]) => row));
        };
        for (const table of document.querySelectorAll("table.sortable")) {
          [...table.tHead.rows[0].cells].forEach((head, column) => {
            const button = document.createElement("button");
            button.type = "button";
            button.textContent = head.textContent;
            head.replaceChildren(button);
            button.addEventListener("click", () => sort(table, head, column));
          });
        }
        """#
}
