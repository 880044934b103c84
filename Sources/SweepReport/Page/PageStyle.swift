/// The style sheet of the page.
enum PageStyle {
    /// The variable that holds the colour with `parts`, if it is one of the palette's.
    static func variable(for parts: [Int]) -> String? {
        if parts == Palette.parts(of: Palette.paper) { return "paper" }
        if parts == Palette.parts(of: Palette.ink) { return "ink" }
        if parts == Palette.parts(of: Palette.grid) { return "grid" }
        if parts == Palette.parts(of: Palette.onBright) { return "on-bright" }
        if let index = Palette.categories.firstIndex(where: { Palette.parts(of: $0) == parts }) {
            return "c\(index)"
        }
        if let index = Palette.ordered.firstIndex(where: { Palette.parts(of: $0) == parts }) {
            return "o\(index)"
        }
        return nil
    }

    /// Lighter relatives of the categories, for dark paper.
    private static let darkCategories = [
        "#56b4e9", "#ff8c42", "#2dd4a3", "#e08bc4", "#e6c229", "#8fd0f5", "#b4bac2",
    ]

    /// The ordered colours for dark paper: the upper part of viridis, which stays visible there.
    private static let darkOrdered = [
        "#9a7fe0", "#8088e6", "#6e97dd", "#56a5d6", "#43b3c9", "#3dc1b3", "#4fce97", "#76d976",
        "#aade54", "#e2e04b",
    ]

    private static func variables(_ prefix: String, _ colors: [String]) -> String {
        colors.enumerated().map { "--\(prefix)\($0): \($1);" }.joined(separator: " ")
    }

    private static let darkVariables = """
        --paper: #12161c; --card: #1a2028; --ink: #e6eaf0; --soft: #a9b4c2; --grid: #343c47;
        --accent: #6cb6ff; --good: #12352a; --warn: #3a2d10; --line: #2c343f;
        \(variables("c", darkCategories))
        \(variables("o", darkOrdered))
        """

    /// The whole sheet.
    ///
    /// - Parameter figureWidths: The widths of the figures in points; a figure is shown at up to
    ///   five quarters of its width. The page's policy allows no style in an element itself.
    /// - Returns: The style sheet.
    static func text(figureWidths: [Int]) -> String {
        Set(figureWidths).sorted().reduce(common) { sheet, width in
            sheet + "\nsvg.\(figureClass(width)) { max-width: \(width * 5 / 4)px; }"
        }
    }

    /// The class of a figure of `width` points.
    static func figureClass(_ width: Int) -> String { "width-\(width)" }

    private static let common = """
        :root { color-scheme: light dark;
        --paper: #fffffe; --card: #f6f8fa; --ink: #1b1f24; --soft: #57606a; --grid: #d9dde3;
        --accent: #0550ae; --good: #e4f4ec; --warn: #fff4d6; --line: #d9dde3;
        --on-bright: \(Palette.onBright);
        \(variables("c", Palette.categories))
        \(variables("o", Palette.ordered)) }
        @media screen and (prefers-color-scheme: dark) { :root { \(darkVariables) } }
        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; }
        body { margin: 0; background: var(--paper); color: var(--ink);
        font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
        main, header, footer { max-width: 82rem; margin: 0 auto; padding: 0 1.25rem; }
        header { padding-top: 2.2rem; }
        h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .3rem; letter-spacing: -.01em;
        overflow-wrap: anywhere; }
        h2 { font-size: 1.35rem; margin: 2.6rem 0 .7rem; padding-top: .8rem;
        border-top: 1px solid var(--line); }
        h3 { font-size: 1rem; margin: 0 0 .4rem; }
        section > h3 { margin-top: 1.4rem; }
        p, li { max-width: 46rem; }
        a { color: var(--accent); }
        .lead { color: var(--soft); margin: 0; max-width: none; }
        nav ul { list-style: none; padding: 0; margin: 1rem 0 0; display: flex; flex-wrap: wrap;
        gap: .3rem 1.1rem; font-size: .92rem; }
        .answer { background: var(--good); border-left: .35rem solid var(--c2);
        border-radius: .4rem; padding: .3rem 1.2rem; margin: 1.4rem 0 0; }
        .answer.none { background: var(--card); border-color: var(--c6); }
        .answer div { padding: .55rem 0; display: grid; gap: 0 1.2rem;
        grid-template-columns: 11.5rem 1fr; }
        .answer dt { font-weight: 650; }
        .answer dd { margin: 0 0 .15rem; grid-column: 2; max-width: 54rem; }
        .answer div:first-child dd { font-size: 1.15rem; line-height: 1.45; }
        .warning { background: var(--warn); border-left: .35rem solid var(--c4);
        border-radius: .4rem; padding: .7rem 1.2rem; margin: .8rem 0; }
        .warning p { margin: .2rem 0; max-width: none; }
        .warning ul { margin: .2rem 0; padding-left: 1.1rem; }
        .warning li { max-width: none; margin: .25rem 0; }
        .facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr));
        gap: .7rem; margin: 1.2rem 0 0; }
        .facts div { background: var(--card); border-radius: .5rem; padding: .6rem .9rem; }
        .facts dt { color: var(--soft); font-size: .82rem; }
        .facts dd { margin: 0; font-size: 1.2rem; font-variant-numeric: tabular-nums;
        overflow-wrap: anywhere; }
        .scroll { overflow-x: auto; margin: .6rem 0; border: 1px solid var(--line);
        border-radius: .5rem; }
        .scroll.tall { max-height: 44rem; }
        table { border-collapse: collapse; width: 100%; font-size: .92rem;
        font-variant-numeric: tabular-nums; }
        th, td { padding: .42rem .6rem; text-align: right; white-space: nowrap; }
        th { background: var(--card); vertical-align: bottom; position: sticky; top: 0; }
        thead th { white-space: normal; line-height: 1.3; z-index: 1; }
        tbody th { vertical-align: middle; }
        tbody th, thead th:first-child { left: 0; }
        thead th:first-child { z-index: 2; }
        tbody tr { border-top: 1px solid var(--line); }
        td.text, th.text { text-align: left; }
        td.wrap { white-space: normal; min-width: 16rem; }
        td.units { white-space: normal; min-width: 6rem; }
        tr.best td, tr.best th { font-weight: 650; background: var(--good); }
        tr.good th { box-shadow: inset .25rem 0 var(--c2); }
        tr.best th:first-child { box-shadow: inset .25rem 0 var(--c2); }
        tr.guess td, tr.guess th { font-style: italic; background: var(--card);
        border-top: 2px solid var(--soft); border-bottom: 2px solid var(--soft); }
        tr.pooled td, tr.pooled th { font-weight: 650; }
        .more { display: inline-block; color: var(--soft); font-size: .92rem; cursor: pointer; }
        .columns:not(:has(input:checked)) .extra { display: none; }
        .scroll.narrow { max-width: 46rem; }
        details { margin: 1rem 0; } summary { cursor: pointer; color: var(--accent); }
        details > .figures { margin-top: .8rem; }
        .figures + .scroll, .figures + p, .figures + .figures { margin-top: 1rem; }
        th button { font: inherit; font-weight: inherit; color: inherit; background: none;
        border: 0; padding: 0; cursor: pointer; text-align: inherit;
        text-decoration: underline dotted; }
        th[aria-sort=ascending] button::after { content: " ▲"; }
        th[aria-sort=descending] button::after { content: " ▼"; }
        .figures { display: grid; gap: 1rem; grid-template-columns: minmax(0, 1fr); }
        @media (min-width: 46rem) { .figures:has(> :nth-child(2)) {
        grid-template-columns: repeat(2, minmax(0, 1fr)); } }
        @media (min-width: 46rem) { section p code, section li code, .answer code {
        white-space: nowrap; } }
        @media (min-width: 64rem) { .figures.small:has(> :nth-child(3)) {
        grid-template-columns: repeat(3, minmax(0, 1fr)); } }
        svg.plot image { image-rendering: pixelated; }
        figure { margin: 0; padding: .9rem; background: var(--paper); border: 1px solid var(--line);
        border-radius: .6rem; break-inside: avoid; position: relative; }
        figcaption { color: var(--soft); font-size: .88rem; margin-top: .4rem; }
        svg.plot { width: 100%; height: auto; display: block; margin: 0 auto; color: var(--ink);
        fill: var(--ink); }
        svg.plot .cursor { stroke: var(--soft); stroke-dasharray: 3 3; fill: none; }
        svg.plot text { font-family: system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
        svg.plot .key { cursor: pointer; }
        svg.plot .off > g > path, svg.plot .off > g > use, svg.plot .off polygon { display: none; }
        svg.plot .off { opacity: .35; }
        .tip { position: absolute; pointer-events: none; background: var(--ink);
        color: var(--paper); font-size: .8rem; padding: .15rem .5rem;
        border-radius: .3rem; white-space: pre; max-width: 100%; overflow: hidden; z-index: 3;
        }
        pre { background: var(--card); border-radius: .5rem; padding: .8rem 1rem; overflow-x: auto;
        font: .85rem/1.45 ui-monospace, "DejaVu Sans Mono", monospace; }
        code { font-family: ui-monospace, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
        :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
        footer { color: var(--soft); font-size: .88rem; padding: 2rem 1.25rem 3rem; }
        @media (max-width: 40rem) { h1 { font-size: 1.5rem; } body { font-size: 15px; }
        .answer { padding: .3rem .9rem; } .answer div { display: block; }
        figure { padding: .5rem; } th, td { padding: .35rem .5rem; } }
        @media print { nav { display: none; } body { font-size: 10.5pt; }
        .scroll, .scroll.tall { max-height: none; overflow: visible; border: 0; }
        table { font-size: 8.5pt; } th, td { padding: .12rem .3rem; }
        .columns:has(input:checked) table { font-size: 6.2pt; }
        th button { display: contents; } figcaption { font-size: 8.5pt; }
        th { position: static; white-space: normal; } details, .more { display: none; }
        .figures:has(> :nth-child(2)) { grid-template-columns: 1fr 1fr; }
        .figures.small:has(> :nth-child(2)) { grid-template-columns: 1fr 1fr 1fr; }
        h2, h3 { break-after: avoid; } pre { white-space: pre-wrap; } }
        """
}
