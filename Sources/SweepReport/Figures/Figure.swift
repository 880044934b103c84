internal import Foundation
internal import Quoting
internal import SweepResults

/// One picture: a gnuplot script, the data that it reads, and the words around it.
struct Figure {
    /// The stem of the files' names.
    let name: String

    /// The heading of the picture.
    let title: String

    /// What can be seen and how to read it; the text for those who cannot see it.
    let caption: String

    /// Where the plot lies.
    let frame: PlotFrame

    /// The commands between the frame and the plot.
    let commands: [GnuplotScript]

    /// The elements of the plot, the lowest first.
    let plots: [Plot]

    /// The data files.
    let tables: [FigureTable]

    /// How the figure answers a pointer.
    var readout = Readout.points(within: 30)

    /// The width in points at scale 1.
    var width: Int { frame.width }

    /// The height in points at scale 1.
    var height: Int { frame.height }

    /// The name in gnuplot's identifiers: plot n is the element `<identifier>_plot_n`.
    var identifier: String { name.replacing("-", with: "_") }

    /// The whole script; it runs by itself inside the folder of figures.
    var script: GnuplotScript {
        let head: GnuplotScript = """
            # \(comment: title)
            # Draw it inside this folder: gnuplot \(comment: "\(name).gp")
            # or, as pdf or png: gnuplot -e "format='pdf'" \(comment: "\(name).gp")
            if (!exists("format")) format = 'svg'
            if (format eq 'svg') set terminal svg mouse standalone \\
                name \(identifier) size \(width),\(height) dynamic \\
                noenhanced font 'sans-serif,14' \\
                background \(Palette.paper)
            if (format eq 'pdf') set terminal pdfcairo noenhanced font 'sans-serif,10' \\
                size \(Self.inches(width)),\(Self.inches(height))
            if (format eq 'png') set terminal pngcairo noenhanced font 'sans-serif,20' \\
                linewidth 2 pointscale 2 size \(width * 2),\(height * 2) \\
                background \(Palette.paper)
            if (format ne 'text') set output \("\(name).").format
            set encoding utf8
            set datafile separator tab
            set datafile missing 'NaN'
            set border linecolor rgb \(Palette.ink) linewidth 1
            set tics textcolor rgb \(Palette.ink) scale 0.6
            if (format ne 'text') set grid linecolor rgb \(Palette.grid) linetype 1 linewidth 0.7
            set key textcolor rgb \(Palette.ink) samplen 2 spacing 1
            set xlabel textcolor rgb \(Palette.ink) offset 0,0.5
            set ylabel textcolor rgb \(Palette.ink) offset 1,0

            """
        let plot: GnuplotScript = "plot " + plots.map(\.command).joined(separator: ", \\\n    ")
        return head + (frame.commands + commands + [plot]).joined(separator: "\n") + "\n"
    }

    /// Writes the script and its data.
    ///
    /// - Throws: ``ReportError`` if the disk refuses.
    func write(in folder: URL) throws {
        for table in tables {
            try BufferedFile.write(table.text, to: folder.appending(path: table.name))
        }
        try BufferedFile.write(script.commands, to: folder.appending(path: "\(name).gp"))
    }

    /// Points at 100 an inch, as text.
    private static func inches(_ points: Int) -> GnuplotScript {
        "\(points / 100).\(points % 100 / 10)"
    }
}

extension String {
    /// The text, or its first `limit` scalars and an ellipsis if it is longer.
    func shortened(to limit: Int) -> String {
        // The scalars of a long text need not all be counted.
        let start = unicodeScalars.prefix(limit)
        return start.endIndex == unicodeScalars.endIndex ? self : String(start) + "…"
    }
}
