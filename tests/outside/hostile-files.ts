import { zipSync } from 'fflate'

const utf8 = new TextEncoder()

/** A workbook of these parts of its one sheet; a few kB whatever they claim. */
export function workbook(
  sheet: string,
  { names = '', strings = '' }: { readonly names?: string; readonly strings?: string } = {},
): Uint8Array {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const packaged = 'http://schemas.openxmlformats.org/package/2006/relationships'
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`
  const parts = {
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': `<Relationships xmlns="${packaged}">${relation('r1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets>${names}</workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packaged}">${relation('r1', 'worksheet', 'worksheets/sheet1.xml')}${relation('r2', 'sharedStrings', 'sharedStrings.xml')}</Relationships>`,
    'xl/sharedStrings.xml': `<sst xmlns="${main}">${strings}</sst>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}">${sheet}</worksheet>`,
  }
  return zipSync(
    Object.fromEntries(Object.entries(parts).map(([at, xml]) => [at, utf8.encode(xml)])),
  )
}

/** A row with one number in this cell. */
export function oneCell(address: string): string {
  const row = /\d+/.exec(address)?.[0] ?? '1'
  return `<row r="${row}"><c r="${address}"><v>1</v></c></row>`
}

const data = (rows: string) => `<sheetData>${rows}</sheetData>`
const merged = (...refs: string[]) =>
  `<mergeCells>${refs.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`

/** Workbooks of a few kB that claim to be larger than any memory, by what they claim. */
export const largeClaims: Readonly<Record<string, Uint8Array>> = {
  'a cell at GR100000': workbook(data(oneCell('A1') + oneCell('GR100000'))),
  'a cell at the last place there is': workbook(data(oneCell('XFD1048576'))),
  'a range merged over the sheet': workbook(data(oneCell('A1')) + merged('A1:XFD1048576')),
  'ranges merged over each other': workbook(
    data(oneCell('A1') + oneCell('B2')) + merged(...Array<string>(5000).fill('A1:GR100000')),
  ),
  'a billion columns': workbook(
    `<cols><col min="1" max="1000000000" width="9"/></cols>${data(oneCell('A1'))}`,
  ),
  'a name over the sheet': workbook(data(oneCell('A1')), {
    names: '<definedNames><definedName name="n">表!$A$1:$XFD$1048576</definedName></definedNames>',
  }),
  'a dimension over the sheet': workbook(`<dimension ref="A1:XFD1048576"/>${data(oneCell('A1'))}`),
  'a long text in every cell': workbook(data(`<row>${'<c t="s"><v>0</v></c>'.repeat(450)}</row>`), {
    strings: `<si><t>${'字'.repeat(30_000)}</t></si>`,
  }),
}

/** A Word file whose table has so many cells, each with a little text. */
export function wideTable(cells: number): Uint8Array {
  const cell = '<w:tc><w:p><w:r><w:t>3次</w:t></w:r></w:p></w:tc>'
  const word = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
  const row = `<w:tr>${cell.repeat(50)}</w:tr>`
  const parts = {
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    'word/document.xml': `<w:document xmlns:w="${word}"><w:body><w:tbl>${row.repeat(cells / 50)}</w:tbl></w:body></w:document>`,
  }
  // Stored: packed it would be taken for a bomb before anybody reads it.
  const store = { level: 0 } as const
  return zipSync(
    Object.fromEntries(Object.entries(parts).map(([at, xml]) => [at, [utf8.encode(xml), store]])),
  )
}
