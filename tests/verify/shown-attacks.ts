import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'

/** An edit of a sealed Word file after which a reader may see another number than its text says. */
export interface ShownAttack {
  readonly name: string
  /** Codes that the verifier answers with, each of them. */
  readonly codes: readonly string[]
  readonly parts: (parts: TextParts) => void
}

/** Parts of a file as text; a part that is set anew is added. */
export type TextParts = Record<string, string>

const body = 'word/document.xml'
const rels = 'word/_rels/document.xml.rels'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const main = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
/** The run that states the number of the claim, up to its text. */
const claimRun =
  /(<w:tag w:val="claim:c1"\/>.*?<w:r>)(<w:rPr>.*?<\/w:rPr>)?(<w:t[^>]*>3<\/w:t>)(<\/w:r>)/

/** The paragraph in which the claim stands. */
const paragraphOf = /<w:p>(?:(?!<w:p>).)*<w:tag w:val="claim:c1"\/>.*?<\/w:p>/

/** The file after an attack. */
export function attacked(file: Uint8Array, attack: Pick<ShownAttack, 'parts'>): Uint8Array {
  const before = unzipSync(file)
  const isText = (name: string) => /\.(xml|rels)$/.test(name)
  const texts: TextParts = {}
  for (const [name, bytes] of Object.entries(before)) {
    if (isText(name)) texts[name] = strFromU8(bytes)
  }
  const untouched = JSON.stringify(texts)
  attack.parts(texts)
  if (JSON.stringify(texts) === untouched) throw new Error('nothing was changed')
  const after = Object.entries(texts).map(([name, text]) => [name, strToU8(text)] as const)
  return zipSync({ ...before, ...Object.fromEntries(after) })
}

function edit(parts: TextParts, name: string, change: (text: string) => string): void {
  const before = parts[name]
  if (before === undefined) throw new Error(`no part ${name}`)
  const after = change(before)
  if (after === before) throw new Error(`nothing changed in ${name}`)
  parts[name] = after
}

/** With something done to the run of the number. */
const toRun =
  (change: (run: { head: string; rPr: string; text: string; end: string }) => string) =>
  (parts: TextParts) =>
    edit(parts, body, (xml) =>
      xml.replace(claimRun, (_, head: string, rPr: string, text: string, end: string) =>
        change({ head, rPr, text, end }),
      ),
    )

/** With a property added to the run of the number. */
const withProperty = (property: string) =>
  toRun(({ head, rPr, text, end }) =>
    [head, rPr.replace('</w:rPr>', `${property}</w:rPr>`), text, end].join(''),
  )

/** With something put behind the number, in a run of its own. */
const behind = (content: string) =>
  toRun(({ head, rPr, text, end }) => `${head}${rPr}${text}${end}<w:r>${content}</w:r>`)

/** With a property added to the first paragraph, or to the cells of the annex. */
const inFirst = (tag: string, property: string) => (parts: TextParts) =>
  edit(parts, body, (xml) => xml.replace(`<${tag}>`, `<${tag}>${property}`))

const inStyles = (change: (xml: string) => string) => (parts: TextParts) =>
  edit(parts, 'word/styles.xml', change)

function relate(parts: TextParts, relation: string): void {
  edit(parts, rels, (xml) => xml.replace('</Relationships>', `${relation}</Relationships>`))
}

const relation = (type: string, target: string, more = '') =>
  `<Relationship Id="rIdX" Type="${office}/${type}" Target="${target}"${more}/>`

const attack = (
  name: string,
  codes: string | readonly string[],
  parts: ShownAttack['parts'],
): ShownAttack => ({ name, codes: typeof codes === 'string' ? [codes] : codes, parts })

const textBox =
  '<w:pict><v:shape style="position:absolute"><v:textbox><w:txbxContent/></v:textbox></v:shape></w:pict>'
const anchor =
  '<w:drawing><wp:anchor behindDoc="0"><wp:extent cx="9" cy="9"/></wp:anchor></w:drawing>'
const field = (code: string) =>
  `<w:fldChar w:fldCharType="begin"/><w:instrText>${code}</w:instrText><w:fldChar w:fldCharType="end"/>`

const ofRuns: readonly ShownAttack[] = [
  attack('white text', 'shown.unseen', withProperty('<w:color w:val="FFFFFF"/>')),
  attack('nearly white text', 'shown.unseen', withProperty('<w:color w:val="F2F3F0"/>')),
  attack(
    'a colour of the theme',
    'shown.unseen',
    withProperty('<w:color w:val="auto" w:themeColor="background1"/>'),
  ),
  attack('tiny text', 'shown.unseen', withProperty('<w:sz w:val="2"/>')),
  attack('squeezed text', 'shown.unseen', withProperty('<w:w w:val="1"/>')),
  attack('letters drawn together', 'shown.unseen', withProperty('<w:spacing w:val="-300"/>')),
  attack('text lifted onto another line', 'shown.unseen', withProperty('<w:position w:val="40"/>')),
  attack('a black marker', 'shown.unseen', withProperty('<w:highlight w:val="black"/>')),
  attack('black shading', 'shown.unseen', withProperty('<w:shd w:val="solid" w:fill="auto"/>')),
  attack('a line through it', 'shown.unseen', withProperty('<w:strike/>')),
  attack(
    'text without a fill (Word 2010)',
    'shown.unseen',
    withProperty('<w14:textFill><w14:noFill/></w14:textFill>'),
  ),
  attack('hidden text', 'text.hidden', withProperty('<w:vanish/>')),
  attack('hidden by a special rule', 'shown.unseen', withProperty('<w:specVanish/>')),
  attack(
    'a font of symbols',
    'shown.symbol',
    toRun(({ head, text, end }) =>
      [head, '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>', text, end].join(''),
    ),
  ),
  attack('right to left', 'shown.direction', withProperty('<w:rtl/>')),
  attack('a symbol behind it', 'shown.symbol', behind('<w:sym w:font="Arial" w:char="0035"/>')),
  attack('a field that computes', 'shown.field', behind(field('QUOTE 5'))),
  attack('a page number behind it', 'shown.field', behind('<w:pgNum/>')),
  attack('a text box over it', 'shown.floating', behind(textBox)),
  attack('a drawing over it', 'shown.floating', behind(anchor)),
  attack('a footnote', 'shown.note', behind('<w:footnoteReference w:id="2"/>')),
  attack('an equation behind it', 'shown.unknown', behind('<m:oMath><m:t>5</m:t></m:oMath>')),
  attack(
    'tracked: another number deleted',
    'shown.tracked',
    toRun(
      ({ head, rPr, text, end }) =>
        `${head}${rPr}${text}${end}<w:del w:id="9"><w:r><w:delText>5</w:delText></w:r></w:del>`,
    ),
  ),
  attack(
    'tracked: this number inserted',
    'shown.tracked',
    toRun(({ head, rPr, text, end }) =>
      [head.replace(/<w:r>$/, '<w:ins w:id="9"><w:r>'), rPr, text, end, '</w:ins>'].join(''),
    ),
  ),
  attack(
    'alternate content that no program of today chooses',
    'shown.alternate',
    toRun(({ head, rPr, text, end }) =>
      [
        head.replace(/<w:r>$/, '<mc:AlternateContent><mc:Choice Requires="w99"><w:r>'),
        rPr,
        text,
        end,
        '</mc:Choice><mc:Fallback><w:r><w:t>5</w:t></w:r></mc:Fallback>',
        '</mc:AlternateContent>',
      ].join(''),
    ),
  ),
  attack(
    'text from right to left by an element',
    'shown.direction',
    toRun(({ head, rPr, text, end }) =>
      [head.replace(/<w:r>$/, '<w:bdo w:val="rtl"><w:r>'), rPr, text, end, '</w:bdo>'].join(''),
    ),
  ),
  attack(
    'an invisible mark of direction',
    'shown.direction-marks',
    toRun(({ head, rPr, text, end }) =>
      [head, rPr, text.replace('3</w:t>', '3\u200f</w:t>'), end].join(''),
    ),
  ),
  attack(
    'another digit as character data',
    'text.changed',
    toRun(({ head, rPr, text, end }) =>
      [head, rPr, text.replace('3</w:t>', '3<![CDATA[5]]></w:t>'), end].join(''),
    ),
  ),
  attack(
    'another digit under another prefix',
    'shown.disguised',
    toRun(
      ({ head, rPr, text, end }) =>
        `${head}${rPr}${text}${end}<y:r xmlns:y="${main}"><y:t>5</y:t></y:r>`,
    ),
  ),
  attack(
    'the number in an element that programs skip',
    'shown.unknown',
    toRun(({ head, rPr, text, end }) =>
      [head.replace(/<w:r>$/, '<x:y xmlns:x="urn:x"><w:r>'), rPr, text, end, '</x:y>'].join(''),
    ),
  ),
  attack(
    'the number under a prefix that means nothing',
    'shown.disguised',
    toRun(({ head, rPr, text, end }) =>
      [head.replace(/<w:r>$/, '<w:r xmlns:w="urn:x">'), rPr, text, end].join(''),
    ),
  ),
  attack(
    'the number within a property',
    'shown.disguised',
    toRun(({ head, rPr, text, end }) =>
      [head.replace(/<w:r>$/, '<w:pBdr><w:r>'), rPr, text, end, '</w:pBdr>'].join(''),
    ),
  ),
  attack('a control bound to data', 'shown.bound', (parts) =>
    edit(parts, body, (xml) =>
      xml.replace('<w:tag ', '<w:dataBinding w:xpath="/x" w:storeItemID="{0}"/><w:tag '),
    ),
  ),
]

const ofParagraphs: readonly ShownAttack[] = [
  attack('a line too low to show', 'shown.unseen', (parts) =>
    edit(parts, body, (xml) => xml.replaceAll('w:line="579"', 'w:line="20"')),
  ),
  attack('a line that cuts its digits', 'shown.unseen', (parts) =>
    edit(parts, body, (xml) => xml.replaceAll('w:line="579"', 'w:line="230"')),
  ),
  attack('a margin as wide as the page', 'shown.unseen', (parts) =>
    edit(parts, body, (xml) => xml.replace(/(?<=<w:pgMar [^>]*w:left=")\d+/, '11000')),
  ),
  attack('a page of one line', 'shown.unseen', (parts) =>
    edit(parts, body, (xml) => xml.replace(/(?<=<w:pgSz [^>]*w:h=")\d+/, '900')),
  ),
  attack('text folded away under a heading', 'shown.unseen', inFirst('w:pPr', '<w15:collapsed/>')),
  attack('a paragraph off the page', 'shown.unseen', (parts) =>
    edit(parts, body, (xml) => xml.replace('w:firstLine="640"', 'w:left="-15000"')),
  ),
  attack('a frame', 'shown.floating', inFirst('w:pPr', '<w:framePr w:w="9" w:x="9" w:y="9"/>')),
  attack('a paragraph from right to left', 'shown.direction', inFirst('w:pPr', '<w:bidi/>')),
  attack(
    'an automatic number',
    'shown.numbering',
    inFirst('w:pPr', '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
  ),
  attack('a cell that joins the one above', 'shown.unseen', inFirst('w:tcPr', '<w:vMerge/>')),
  attack('a hidden row', 'shown.unseen', inFirst('w:trPr', '<w:hidden/>')),
  attack(
    'a row too low to show',
    'shown.unseen',
    inFirst('w:trPr', '<w:trHeight w:val="1" w:hRule="exact"/>'),
  ),
  attack(
    'a table laid over the text',
    'shown.floating',
    inFirst('w:tblPr', '<w:tblpPr w:tblpX="900" w:tblpY="900" w:vertAnchor="page"/>'),
  ),
  attack('another document', 'shown.inserted', (parts) => {
    edit(parts, body, (xml) => xml.replace('<w:sectPr', '<w:altChunk r:id="rIdX"/><w:sectPr'))
    relate(parts, relation('aFChunk', 'more.html'))
    parts['word/more.html'] = '<p>5</p>'
  }),
  attack('a black background', 'shown.background', (parts) =>
    edit(parts, body, (xml) => xml.replace('<w:body>', '<w:background w:color="000000"/><w:body>')),
  ),
  attack('a picture as background', 'shown.floating', (parts) =>
    edit(parts, body, (xml) =>
      xml.replace(
        '<w:body>',
        '<w:background><v:background id="_x0000_s1025"/></w:background><w:body>',
      ),
    ),
  ),
]

const ofStyles: readonly ShownAttack[] = [
  attack('a style that hides, used by the run', 'shown.unseen', (parts) => {
    withProperty('<w:rStyle w:val="Gone"/>')(parts)
    inStyles((xml) =>
      xml.replace(
        '</w:styles>',
        '<w:style w:type="character" w:styleId="Gone0"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:type="character" w:styleId="Gone"><w:basedOn w:val="Gone0"/></w:style></w:styles>',
      ),
    )(parts)
  }),
  attack(
    'the default of the document in white',
    'shown.unseen',
    inStyles((xml) => xml.replace(/(<w:rPrDefault><w:rPr>)/, '$1<w:color w:val="FFFFFF"/>')),
  ),
  attack(
    'a default style that is numbered',
    'shown.numbering',
    inStyles((xml) =>
      xml.replace(
        '</w:styles>',
        '<w:style w:type="paragraph" w:default="1" w:styleId="Z"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>',
      ),
    ),
  ),
]

const ofPackage: readonly ShownAttack[] = [
  attack('another main part', 'text.changed', (parts) => {
    parts['word/other.xml'] = (parts[body] ?? '').replace(claimRun, '$1$2<w:t>5</w:t>$4')
    parts['word/_rels/other.xml.rels'] = parts[rels] ?? ''
    edit(parts, '_rels/.rels', (xml) => xml.replace('word/document.xml', 'word/other.xml'))
    edit(parts, '[Content_Types].xml', (xml) =>
      xml.replace('/word/document.xml', '/word/other.xml'),
    )
  }),
  attack('words in a footer', 'shown.margin', (parts) =>
    edit(parts, 'word/footer1.xml', (xml) => xml.replace('— <', '走访应为5次 — <')),
  ),
  attack('a field in a footer that quotes', 'shown.field', (parts) =>
    edit(parts, 'word/footer1.xml', (xml) => xml.replace('>PAGE<', '>QUOTE "5次"<')),
  ),
  attack('a picture laid over the page from a footer', 'shown.floating', (parts) =>
    edit(parts, 'word/footer1.xml', (xml) => xml.replace('</w:p>', `<w:r>${textBox}</w:r></w:p>`)),
  ),
  attack('a header', 'shown.margin', (parts) => {
    const footer = parts['word/footer1.xml'] ?? ''
    parts['word/header1.xml'] = footer.replaceAll('w:ftr', 'w:hdr').replace('— ', '共5次')
    relate(parts, relation('header', 'header1.xml'))
  }),
  attack('a font that comes along', 'shown.embedded-font', (parts) => {
    edit(parts, 'word/fontTable.xml', (xml) =>
      xml.replace(
        /<\/w:fonts>|<w:fonts([^>]*)\/>/,
        (end, given: string | undefined) =>
          `${given === undefined ? '' : `<w:fonts${given}>`}<w:font w:name="Times New Roman"><w:embedRegular r:id="rId1" w:fontKey="{0}"/></w:font>${end.startsWith('</') ? end : '</w:fonts>'}`,
      ),
    )
    parts['word/_rels/fontTable.xml.rels'] =
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relation('font', 'fonts/font1.odttf')}</Relationships>`
    parts['word/fonts/font1.odttf'] = 'shapes'
  }),
  attack('a template from elsewhere', 'shown.setting', (parts) => {
    parts['word/_rels/settings.xml.rels'] =
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relation('attachedTemplate', 'https://example.org/x.dotx', ' TargetMode="External"')}</Relationships>`
  }),
  attack('a mail merge', 'shown.setting', (parts) =>
    edit(parts, 'word/settings.xml', (xml) =>
      xml.replace('<w:defaultTabStop', '<w:mailMerge/><w:defaultTabStop'),
    ),
  ),
  attack('a picture from elsewhere', 'shown.outside', (parts) =>
    relate(parts, relation('image', 'https://example.org/5.png', ' TargetMode="External"')),
  ),
  attack('another picture in the place of the code', 'shown.picture', (parts) => {
    edit(parts, rels, (xml) => xml.replace('media/image1.png', 'media/image2.png'))
    parts['word/media/image2.png'] = 'a picture that says 5'
  }),
]

/** Words where no program has to look for them: LibreOffice leaves each of these out. */
const ofPlaces: readonly ShownAttack[] = [
  attack(
    'the number in a run within a run',
    'shown.disguised',
    toRun(({ head, rPr, text, end }) => `${head}<w:r>${rPr}${text}</w:r>${end}`),
  ),
  attack(
    'the number in a paragraph, without a run',
    'shown.disguised',
    toRun(({ head, text }) => head.replace(/<w:r>$/, '') + text),
  ),
  attack('the number in a control without contents', 'shown.disguised', (parts) =>
    edit(parts, body, (xml) =>
      xml.replace(
        /(<w:tag w:val="claim:c1"\/>.*?)<w:sdtContent>(.*?)<\/w:sdtContent>/,
        (_, head: string, content: string) => head + content,
      ),
    ),
  ),
  attack('the second contents of a control', 'shown.disguised', (parts) =>
    edit(parts, body, (xml) =>
      xml.replace(
        /(<w:tag w:val="claim:c1"\/>.*?)(<w:sdtContent>)/,
        '$1<w:sdtContent></w:sdtContent>$2',
      ),
    ),
  ),
  ...[
    ['a paragraph within a paragraph', '<w:p>', '</w:p>'],
    ['a row without a table', '<w:tr><w:tc>', '</w:tc></w:tr>'],
    ['a cell without a row', '<w:tc>', '</w:tc>'],
  ].map(([name = '', before = '', after = '']) =>
    attack(name, 'shown.disguised', (parts) =>
      edit(parts, body, (xml) =>
        xml.replace(paragraphOf, (paragraph) => before + paragraph + after),
      ),
    ),
  ),
  attack('a second body', 'shown.disguised', (parts) =>
    edit(parts, body, (xml) => xml.replace(paragraphOf, '</w:body><w:body>$&')),
  ),
]

/** Measures and colours that are written or added up so that they pass for others. */
const ofMeasures: readonly ShownAttack[] = [
  ...[
    ['a size in another unit', '<w:sz w:val="1pt"/>'],
    ['a size beyond the page', '<w:sz w:val="3276"/>'],
    ['a white of eight digits', '<w:color w:val="00FFFFFF"/>'],
    ['a white with a sign before it', '<w:color w:val="#FFFFFF"/>'],
    ['grey on grey', '<w:color w:val="B8B8B8"/><w:shd w:val="clear" w:fill="C0C0C0"/>'],
    ['red under a red marker', '<w:color w:val="FF0000"/><w:highlight w:val="red"/>'],
    ['digits set one over the other', '<w:w w:val="50"/><w:spacing w:val="-60"/>'],
    ['tracking in another unit', '<w:spacing w:val="-1in"/>'],
  ].map(([name = '', property = '']) => attack(name, 'shown.unseen', withProperty(property))),
  ...[
    ['a line in another unit', 'w:line="579"', 'w:line="1pt"'],
    ['a line beyond the page', 'w:line="579"', 'w:line="31680"'],
    ['a distance beyond the page', 'w:before="0"', 'w:before="31680"'],
    ['indents that leave no line', 'w:firstLine="640"', 'w:left="8000" w:firstLine="8000"'],
    ['an indent in another unit', 'w:firstLine="640"', 'w:left="300cm"'],
    ['a binding as wide as the page', 'w:gutter="0"', 'w:gutter="9000"'],
    ['a grid of one line', 'w:linePitch="579"', 'w:linePitch="20000"'],
    ['a column beside the page', '<w:gridCol w:w="', '<w:gridCol w:w="9000"/><w:gridCol w:w="9'],
    ['columns of a hair', '<w:docGrid', '<w:cols w:num="40"/><w:docGrid'],
    ['a cell that is all margin', '<w:tcMar>', '<w:tcMar><w:start w:w="5000"/>'],
  ].map(([name = '', before = '', after = '']) =>
    attack(name, 'shown.unseen', (parts) =>
      edit(parts, body, (xml) => xml.replaceAll(before, after)),
    ),
  ),
  attack('a row beyond the page', 'shown.unseen', inFirst('w:trPr', '<w:trHeight w:val="31000"/>')),
  attack('a cell whose indent leaves no room', 'shown.unseen', (parts) =>
    edit(parts, body, (xml) =>
      xml.replace(/(<w:tcW [^>]*\/>.*?<w:pPr>)/, '$1<w:ind w:left="7900"/>'),
    ),
  ),
  attack('a code so large that it shows a corner', 'shown.picture', (parts) =>
    edit(parts, body, (xml) => xml.replace('<a:fillRect', '<a:fillRect l="-900000"')),
  ),
  attack('a header that is laid over the text', 'shown.unseen', (parts) =>
    edit(parts, body, (xml) => xml.replace(/(?<=<w:pgMar [^>]*w:top=")/, '-')),
  ),
  attack('digits in a header that are no page', 'shown.margin', (parts) => {
    const footer = parts['word/footer1.xml'] ?? ''
    parts['word/header1.xml'] = footer.replaceAll('w:ftr', 'w:hdr').replace('— ', '99999999 ')
    relate(parts, relation('header', 'header1.xml'))
  }),
  attack('a floating block in a footer', 'shown.floating', (parts) =>
    edit(parts, 'word/footer1.xml', (xml) =>
      xml.replace(
        '<w:p>',
        '<w:tbl><w:tblPr><w:tblpPr w:tblpYSpec="bottom"/></w:tblPr></w:tbl><w:p>',
      ),
    ),
  ),
  attack('a second block at the foot of the page', 'shown.floating', (parts) =>
    edit(parts, body, (xml) =>
      xml.replace(
        '<w:tblPr>',
        '<w:tblPr><w:tblpPr w:tblpYSpec="bottom"/><w:tblpPr w:tblpYSpec="bottom"/>',
      ),
    ),
  ),
  attack('styles that Word 2010 prefers', 'shown.unseen', (parts) => {
    parts['word/stylesWithEffects.xml'] = (parts['word/styles.xml'] ?? '').replace(
      '<w:rPrDefault><w:rPr>',
      '<w:rPrDefault><w:rPr><w:color w:val="FFFFFF"/>',
    )
    relate(parts, relation('stylesWithEffects', 'stylesWithEffects.xml'))
  }),
  attack('a font of pictures that comes with Office', 'shown.symbol', (parts) =>
    edit(parts, body, (xml) => xml.replaceAll('w:ascii="Times New Roman"', 'w:ascii="MS Outlook"')),
  ),
]

/** Every attack that is tried. */
export const shownAttacks: readonly ShownAttack[] = [
  ...ofRuns,
  ...ofParagraphs,
  ...ofStyles,
  ...ofPackage,
  ...ofPlaces,
  ...ofMeasures,
]
