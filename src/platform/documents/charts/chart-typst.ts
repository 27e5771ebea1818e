/** Draws the marks of a chart in Typst: letters as text in a PDF, as outlines in a picture. */
export const chartTemplate = `
#let fills = (
  dark: luma(27%),
  light: luma(84%),
  white: white,
  hatch: tiling(size: (4pt, 4pt), relative: "parent", {
    place(std.rect(width: 4pt, height: 4pt, fill: white))
    place(std.line(start: (0pt, 4pt), end: (4pt, 0pt), stroke: 0.9pt))
    place(std.line(start: (-1pt, 1pt), end: (1pt, -1pt), stroke: 0.9pt))
    place(std.line(start: (3pt, 5pt), end: (5pt, 3pt), stroke: 0.9pt))
  }),
)
#let chart-sides = (start: left, middle: center, end: right)
#let chart-hangs = (start: 0pt, middle: -1000pt, end: -2000pt)
#let chart-mark(m) = {
  if m.kind == "text" {
    // In a line of its own, far wider than any text, that hangs at the anchor: nothing is ever broken.
    let content = box(width: 2000pt, height: 0pt, align(chart-sides.at(m.anchor), text(
      size: m.size * 1pt,
      style: if m.italic { "italic" } else { "normal" },
      m.text,
    )))
    let hung = move(dx: chart-hangs.at(m.anchor), content)
    place(dx: m.x * 1pt, dy: m.y * 1pt, if m.turned { rotate(-90deg, origin: top + left, hung) } else { hung })
  } else {
    let points = m.points.map(point => point.map(length => length * 1pt))
    if m.kind == "area" {
      place(polygon(..points, fill: fills.at(m.fill), stroke: 0.6pt + luma(15%)))
    } else {
      let dash = if m.dash.len() > 0 { m.dash.map(length => length * 1pt) }
      let paint = if m.faint { luma(78%) } else { luma(15%) }
      place(curve(
        curve.move(points.first()),
        ..points.slice(1).map(point => curve.line(point)),
        stroke: stroke(thickness: m.weight * 1pt, paint: paint, dash: dash, join: "round"),
      ))
    }
  }
}
#let chart-drawing(d) = box(width: d.width * 1pt, height: d.height * 1pt, {
  set text(top-edge: "baseline", bottom-edge: "baseline", weight: "regular")
  set par(leading: 0pt, justify: false, first-line-indent: 0pt)
  set align(top + left)
  for m in d.marks { chart-mark(m) }
})
`
