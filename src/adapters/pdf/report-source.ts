/**
 * The report as a typst document in the layout of GB/T 9704-2012. It holds no text of any report:
 * those come as JSON in the input `document`, so that no character of a text can be taken for
 * markup. Measures: 版心 156 mm × 225 mm (5.2.1), 22 lines of 28 characters of 3号 (5.2.3).
 * What was sent before 2026-12 has no `paper`, and is set as it was: whoever verifies such a PDF
 * sets it again and compares the bytes.
 */
export const reportSource = String.raw`
#let report = json(bytes(sys.inputs.document))
#let paper = report.paper
#let pitch = 225mm / 22
#let char = 16pt
// 28 characters of 16 pt are 158 mm: each gives up a quarter of a point.
#let tight = (156mm - 28 * char) / 28
#let red = rgb("#e60012")

// Official names first: a site may have those fonts. The last one has the rare characters of names.
#let fang = ("FangSong_GB2312", "仿宋_GB2312", "FandolFang R", "Taizhang Rare")
#let hei = ("SimHei", "黑体", "FandolHei", "Taizhang Rare")
#let kai = ("KaiTi_GB2312", "楷体_GB2312", "FandolKai", "Taizhang Rare")
#let song = ("FZXiaoBiaoSong-B05S", "方正小标宋简体", "FandolSong", "Taizhang Rare")

#set document(
  title: report.title,
  author: report.signature,
  date: datetime(year: report.made.at(0), month: report.made.at(1), day: report.made.at(2)),
)
#set page(
  paper: "a4",
  margin: (top: 37mm, left: 28mm, right: 26mm, bottom: 35mm),
  // 7 mm below the type area, one character in from the outer edge (7.5).
  footer-descent: 7mm,
  header: if report.mark != "" { align(right, text(font: hei, size: 14pt, report.mark)) },
  footer: context {
    set text(font: ("SimSun", "NSimSun", ..fang), size: 14pt, tracking: 0pt)
    let at = counter(page).get().first()
    if calc.odd(at) { align(right, pad(right: 14pt)[— #at —]) }
    else { align(left, pad(left: 14pt)[— #at —]) }
  },
)
#set text(
  font: fang, size: char, lang: "zh", region: "cn", tracking: tight,
  top-edge: 0.88em, bottom-edge: -0.12em, cjk-latin-spacing: none, hyphenate: false,
)
// A page has 22 lines, even where the last of a paragraph stands alone on the next one.
#set text(costs: (widow: 0%, orphan: 0%)) if paper != none
#set par(leading: pitch - char, spacing: pitch - char, justify: true)
#show heading: set text(size: char, weight: "regular")
#show heading: set block(above: pitch - char, below: pitch - char, sticky: true)
#show heading.where(level: 1): set text(font: hei)
#show heading.where(level: 2): set text(font: kai)

#let gap(lines) = v(lines * pitch, weak: false)
#let empty-line = block(height: char, above: pitch - char, below: pitch - char)[]
#let indented(it) = par(first-line-indent: (amount: 2 * (char + tight), all: true), it)

#let draw(block-of) = {
  if block-of.kind == "heading" {
    // The outline of the file is the outline of the report; two characters in, as its text.
    let words = block-of.marker + block-of.text
    heading(level: block-of.level)[#h(2 * (char + tight))#words]
  } else if block-of.kind == "paragraph" {
    indented({
      if block-of.opening != "" { text(font: kai, block-of.opening) }
      block-of.text
    })
  } else {
    block(above: pitch - char, below: pitch - char, table(
      columns: block-of.widths.map(it => it * 1fr),
      stroke: 0.5pt, inset: (x: 4pt, y: 5pt), align: horizon + left,
      table.header(..block-of.header.map((it) => text(font: hei, it))),
      ..block-of.rows.flatten().map((it) => [#it]),
    ))
  }
}

#let title-lines(lines) = block(width: 100%, above: 0pt, below: 2 * pitch - 22pt, align(center, {
  set par(leading: pitch - 22pt, justify: false)
  set text(font: song, weight: "bold", size: 22pt, tracking: 0pt)
  lines.join(linebreak())
}))

// Two lines of a paragraph that runs over a page go with what follows.
#let kept(it) = {
  set text(costs: (widow: 100%, orphan: 100%))
  block(sticky: true, width: 100%, above: pitch - char, below: pitch - char, it)
}

#if paper != none and paper.urgency != "" {
  let mark = text(font: hei, paper.urgency)
  if report.head == none { par(mark) } else { place(top + left, mark) }
}
#if report.head != none {
  // The upper edge of the masthead stands 35 mm below that of the type area (7.2.4).
  v(35mm)
  block(width: 100%, above: 0pt, below: 2 * pitch, align(center, context {
    let masthead = text(font: song, weight: "bold", fill: red, tracking: 0.06em, size: 48pt, report.head.masthead)
    let width = measure(masthead).width
    if width > 156mm { scale(x: 156mm / width * 100%, reflow: true, masthead) } else { masthead }
  }))
  block(above: 0pt, below: 4mm, width: 100%, pad(x: char, grid(
    columns: (1fr, auto),
    report.number,
    if report.issuer != "" [签发人：#text(font: kai, report.issuer)],
  )))
  line(length: 100%, stroke: 1.5pt + red)
  gap(2)
}

#if paper == none {
  block(width: 100%, above: 0pt, below: 2 * pitch - char, align(center, {
    set par(leading: 12pt, justify: false)
    title(text(font: song, weight: "bold", size: 22pt, tracking: 0pt, report.title))
  }))
} else {
  title-lines(paper.titleLines)
}
#if report.addressee != "" { par(report.addressee + "：") }
#for (at, one) in report.blocks.enumerate() {
  let is-kept = paper != none and at >= paper.kept and one.kind == "paragraph"
  if is-kept { kept(draw(one)) } else { draw(one) }
}

// 附件说明: an empty line below the text; what runs over stands under its name (7.3.4).
#if report.listed.len() > 0 {
  let names = grid(
    columns: (auto, auto, 1fr),
    row-gutter: pitch - char,
    ..report.listed.map((it) => (
      if it.label != "" [附件：] else { hide[附件：] },
      it.order,
      it.name,
    )).flatten(),
  )
  set block(above: 2 * pitch - char, below: pitch - char)
  block(sticky: true, breakable: false, pad(left: 2 * (char + tight), names))
}

// The date ends four characters from the right, the signature is centred on it (7.3.5.1).
#block(breakable: false, width: 100%, above: pitch - char, {
  empty-line
  empty-line
  align(right, pad(right: 4 * char, box(align(center, stack(
    spacing: pitch - char,
    report.signature,
    ..if report.date != "" { (report.date,) },
  )))))
})

#if paper != none {
  for one in paper.attachments {
    pagebreak()
    par(text(font: hei, one.mark))
    empty-line
    title-lines(one.titleLines)
    for it in one.blocks { draw(it) }
  }
}

#if report.annex != none {
  pagebreak()
  par(text(font: hei, report.annex.title))
  {
    set text(size: 12pt, tracking: 0pt)
    set par(leading: 7pt, spacing: 7pt, justify: false)
    let small(it) = par(first-line-indent: (amount: 24pt, all: true), it)
    for one in report.annex.paragraphs { small(one) }
    // The code as printed: 32 mm.
    let code = image(bytes(report.annex.code), format: "svg", width: 32mm, alt: report.annex.address)
    block(above: 12pt, below: 12pt, width: 100%, align(center, code))
    set text(size: 10.5pt)
    table(
      columns: (3em, 1fr, 5em, 6em),
      stroke: 0.5pt,
      inset: (x: 4pt, y: 4pt),
      align: (col, row) => if col == 1 { horizon + left } else { horizon + center },
      table.header(..report.annex.header.map((it) => text(font: hei, it))),
      ..report.annex.rows.flatten().map((it) => [#it]),
    )
    set text(size: 12pt)
    for one in report.annex.overrides { small(one) }
  }
}

#if report.imprint != none {
  place(bottom, float: true, scope: "parent", block(width: 100%, {
    set text(size: 14pt, tracking: 0pt)
    line(length: 100%, stroke: 0.35mm)
    if report.imprint.copyTo != "" {
      pad(x: 14pt, par(hanging-indent: 3 * 14pt, "抄送：" + report.imprint.copyTo + "。"))
      line(length: 100%, stroke: 0.25mm)
    }
    pad(x: 14pt, grid(columns: (1fr, auto), report.signature, report.imprint.printed))
    line(length: 100%, stroke: 0.35mm)
  }))
}

#for (name, about) in report.attached {
  pdf.attach(name, bytes(sys.inputs.at("file:" + name)), relationship: "data", mime-type: "application/json", description: about)
}
`
