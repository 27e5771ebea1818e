import { chartTemplate } from './charts/chart-typst.ts'

/**
 * The Typst template of official documents. It gets all words and numbers as JSON and puts strings into the page as
 * strings: what people typed is never read as markup. A string in TypeScript, so that it is there from source, from
 * the bundle and in tests alike.
 */
export const officialTemplate = String.raw`
${chartTemplate}
#let d = json(bytes(sys.inputs.document))
#let l = json(bytes(sys.inputs.layout))

#let lines(words) = words.split("\n").map(part => [#part]).join(linebreak())
#let styled(style, content) = {
  set text(
    size: style.sizePt * 1pt,
    weight: if style.bold { "bold" } else { "regular" },
    style: if style.italic { "italic" } else { "normal" },
  )
  if style.underlined { underline(offset: 0.12em, stroke: 0.05em, content) } else { content }
}
#let words(style, string) = styled(style, lines(string))
#let run(run) = {
  let content = lines(run.text)
  if run.bold { content = text(weight: "bold", content) }
  if run.italic { content = text(style: "italic", content) }
  if run.url == none { content } else { link(run.url, content) }
}
#let runs(all) = all.map(run).join()

// What stands under a text: dashes or an asterisk, or a rule so many times as long as the text.
#let mark(mark, above, style, width) = if "text" in mark { words(mark.style, mark.text) } else {
  context {
    let length = calc.min(measure(words(style, above)).width, width)
    pad(top: 2.5pt, bottom: 3pt, line(length: length * mark.ruleShare, stroke: 0.75pt))
  }
}

// Single spacing of Times New Roman: ascender and descender of the typeface, and a gap of 0.042 of its size.
#let single(content) = {
  set text(top-edge: 0.891em, bottom-edge: -0.216em)
  set par(leading: 0.042em, spacing: 0.042em, justify: false, first-line-indent: 0pt)
  content
}
#let column(..rows) = stack(dir: ttb, spacing: 0.6pt, ..rows.pos().filter(row => row != none))

#let number-style = l.pageNumber.style
#let one-line(style) = style.sizePt * 1.149pt
#let margin = l.page.marginMm

#set document(
  title: d.properties.title,
  author: d.properties.author,
  date: datetime(year: d.properties.day.at(0), month: d.properties.day.at(1), day: d.properties.day.at(2)),
)
#set text(font: l.typeface, lang: "vi", region: "VN", hyphenate: false, size: l.body.style.sizePt * 1pt)
#set block(spacing: 0pt)
#set page(
  width: l.page.widthMm * 1mm,
  height: l.page.heightMm * 1mm,
  margin: (top: margin.top * 1mm, bottom: margin.bottom * 1mm, left: margin.left * 1mm, right: margin.right * 1mm),
  header-ascent: (margin.top - l.pageNumber.fromEdgeMm) * 1mm - one-line(number-style),
  header: context if here().page() >= l.pageNumber.fromPage {
    single(align(center, words(number-style, str(here().page()))))
  },
  footer-descent: (margin.bottom - l.marking.fromEdgeMm) * 1mm - one-line(l.marking.style),
  footer: if d.marking != "" { single(align(center, words(l.marking.style, d.marking))) },
)

// Head
#single({
  let h = l.header
  let (left-width, right-width) = h.columnsMm.map(width => width * 1mm)
  let names = d.superior.map(line => words(h.superior, line)) + d.issuer.map(line => words(h.issuer, line))
  let issuer-mark = mark(h.issuerMark, d.issuer.at(-1, default: ""), h.issuer, left-width)
  let titles = h.title.map(line => words(line.style, line.text))
  if h.titleMark != none and h.title.len() > 0 {
    let last = h.title.last()
    titles.push(mark(h.titleMark, last.text, last.style, right-width))
  }
  let date = words(h.placeAndDate.style, d.placeAndDate)
  let number = column(
    words(h.number.style, d.number),
    if d.title == "" { words(l.letterSubject.style, d.subject) },
  )
  let gap = h.gapPt * 1pt
  set align(center)
  grid(
    columns: (left-width, right-width),
    row-gutter: 0.6pt,
    ..if h.placeAndDate.beside == "issuerMark" {
      (column(..names), column(..titles), issuer-mark, date, pad(top: gap, number), [])
    } else {
      (column(..names, issuer-mark), column(..titles), pad(top: gap, number), pad(top: gap, date))
    },
  )
})

// Title
#v(l.title.beforePt * 1pt)
#if d.title != "" {
  let width = (l.page.widthMm - margin.left - margin.right) * 1mm
  single(align(center, column(
    words(l.title.style, d.title),
    words(l.subject.style, d.subject),
    mark(l.subject.mark, d.subject, l.subject.style, width),
  )))
  v(l.subject.afterPt * 1pt)
}

#if d.addressees != none {
  let a = l.addressees
  single(if d.addressees.lines.len() == 1 {
    align(center, words(a.labelStyle, d.addressees.label) + [ ] + words(a.style, d.addressees.lines.first()))
  } else {
    pad(left: l.header.columnsMm.first() * 0.5mm, column(
      words(a.labelStyle, d.addressees.label),
      ..d.addressees.lines.map(line => words(a.style, line)),
    ))
  })
  v(l.subject.afterPt * 1pt)
}

// Body
#let after = l.body.afterParagraphPt * 1pt
#let spaced(style) = l.body.linePt * 1pt - style.sizePt * 1pt
#let body-line(style, sticky, content, above: 0pt) = {
  // Exactly linePt from line to line, whatever stands in them.
  set text(top-edge: 0.8em, bottom-edge: -0.2em, size: style.sizePt * 1pt)
  set par(
    leading: spaced(style),
    justify: true,
    first-line-indent: (amount: l.body.firstIndentMm * 1mm, all: true),
  )
  block(above: spaced(style) + calc.max(above, after), below: after, sticky: sticky, par(styled(style, content)))
}
#let note(style, sticky, content) = block(above: after, below: after, sticky: sticky, single({
  set par(justify: true, first-line-indent: (amount: l.body.firstIndentMm * 1mm, all: true))
  par(styled(style, content))
}))

#show heading: it => {
  let form = l.body.headings.at(it.level - 1)
  body-line(form.style, true, it.body, above: form.beforePt * 1pt)
}

#let sides = (left: left, center: center, right: right)
#let cells(row) = {
  // A row that could be taller than a page may break; all others stay whole.
  let whole = row.all(cell => cell.text.len() < 400)
  row.map(cell => table.cell(breakable: not whole, run(cell)))
}
#let table-block(t, sticky) = {
  let s = l.body.table
  set text(size: s.style.sizePt * 1pt)
  if t.caption != none {
    block(above: after + 4pt, below: 5pt, sticky: true, width: 100%, align(center, words(s.captionStyle, t.caption)))
  }
  block(above: after, below: after * 2, sticky: sticky and t.rows.len() <= 12, single(table(
    columns: t.columns.map(column => column.weight * 1fr),
    align: (x, y) => if y == 0 { center + horizon } else { sides.at(t.columns.at(x).align) + top },
    stroke: s.rulePt * 1pt,
    inset: (x: s.paddingMm * 1mm, y: s.paddingMm * 1mm / 3 + 1pt),
    table.header(..t.columns.map(column => words(s.headStyle, column.title))),
    ..t.rows.map(cells).flatten(),
    ..if t.total != none { cells(t.total) },
  )))
}

#let picture-block(p, sticky) = {
  let caption = l.body.picture.captionStyle
  block(above: after * 2, below: after * 2, width: 100%, breakable: false, sticky: sticky, align(center, single(column(
    image(p.path, width: p.widthMm * 1mm, height: p.heightMm * 1mm, alt: p.alt),
    if p.caption != none { pad(top: 3pt, words(caption, p.caption)) },
  ))))
}

#let chart-block(c, sticky) = {
  let caption = l.body.picture.captionStyle
  block(above: after * 2, below: after * 2, width: 100%, breakable: false, sticky: sticky, align(center, single(column(
    figure(kind: "chart", supplement: none, alt: c.alt, chart-drawing(c.drawing)),
    if c.caption != none { pad(top: 3pt, words(caption, c.caption)) },
  ))))
}

#let placed(block-of, sticky) = {
  let b = l.body
  let kind = block-of.kind
  if kind == "heading" { heading(level: block-of.level, lines(block-of.text)) }
  else if kind == "paragraph" { body-line(b.style, sticky, runs(block-of.runs)) }
  else if kind == "note" { note(b.note, sticky, runs(block-of.runs)) }
  else if kind == "list" { for item in block-of.items { body-line(b.style, sticky and item == block-of.items.last(), runs(item)) } }
  else if kind == "table" { table-block(block-of, sticky) }
  else if kind == "picture" { picture-block(block-of, sticky) }
  else if kind == "chart" { chart-block(block-of, sticky) }
  else if kind == "pageBreak" { pagebreak(weak: true) }
  else if kind == "appendix" {
    pagebreak(weak: true)
    block(below: l.subject.afterPt * 1pt, width: 100%, sticky: true, single(align(center, column(
      words(b.appendix.labelStyle, block-of.label),
      words(b.appendix.titleStyle, block-of.title),
    ))))
  }
}

// The last block stays with the signature, which never stands alone on a page.
#for (index, block-of) in d.body.enumerate() { placed(block-of, index == d.body.len() - 1) }

// Recipients and signature
#block(breakable: false, above: l.signature.beforePt * 1pt + after, single({
  let s = l.signature
  grid(
    columns: s.columnsMm.map(width => width * 1mm),
    if d.recipients.len() > 0 {
      column(
        words(l.recipients.labelStyle, l.recipients.label),
        ..d.recipients.map(line => words(l.recipients.style, line)),
      )
    },
    align(center, column(
      if d.signature.authority != "" { words(s.authority, d.signature.authority) },
      words(s.position, d.signature.position),
      v(s.spacePt * 1pt),
      words(s.name, d.signature.name),
    )),
  )
  if d.check != none {
    let c = d.check
    v(c.beforePt * 1pt)
    grid(
      columns: (c.sizeMm * 1mm, 1fr),
      column-gutter: c.gapMm * 1mm,
      align: horizon,
      image(c.path, width: 100%, alt: c.alt),
      column(..c.lines.map(line => {
        let content = words(l.recipients.style, line.text)
        if line.url == none { content } else { link(line.url, content) }
      })),
    )
  }
}))

#for block-of in d.appendices { placed(block-of, false) }
`
