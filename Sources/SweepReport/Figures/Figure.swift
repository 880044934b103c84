internal import Quoting

/// One picture: a gnuplot script, the data that it reads, and the words around it.
struct Figure {
    /// The stem of the files' names.
    let name: String

    /// The heading of the picture.
    let title: String

    /// What can be seen and how to read it; the text for those who cannot see it.
    let caption: String

    /// The width in points at scale 1.
    var width = 720

    /// The height in points at scale 1.
    var height = 420

    /// The commands after terminal, output and style were set.
    let commands: [GnuplotScript]

    /// The data files.
    let tables: [FigureTable]

    /// The whole script; it runs by itself inside the folder of figures.
    var script: GnuplotScript {
        let head: GnuplotScript = """
            # \(comment: title)
            # Draw it inside this folder: gnuplot \(comment: "\(name).gp")
            # or, as pdf or png: gnuplot -e "format='pdf'" \(comment: "\(name).gp")
            if (!exists("format")) format = 'svg'
            if (format eq 'svg') set terminal svg mouse standalone \\
                name \(name.replacing("-", with: "_")) size \(width),\(height) dynamic \\
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
            set key textcolor rgb \(Palette.ink) samplen 2 spacing 1.1
            set xlabel textcolor rgb \(Palette.ink)
            set ylabel textcolor rgb \(Palette.ink)

            """
        return head + commands.joined(separator: "\n") + "\n"
    }

    /// Points at 100 an inch, as text.
    private static func inches(_ points: Int) -> GnuplotScript {
        "\(points / 100).\(points % 100 / 10)"
    }
}
