import type { CarriedReport } from '../../report/check/carried-claim.ts'
import { carriedNamespace } from '../../report/file/read-docx-parts.ts'

/** The file's own part: what each claim rests on, beside its words. */
const carriedPartPath = 'customXml/item1.xml'

const relation = (id: string, type: string, target: string) =>
  `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const pack = 'http://schemas.openxmlformats.org/package/2006/relationships'

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

/** The custom XML part with the claims. */
export function carriedXml(report: CarriedReport): string {
  const json = escapeXml(JSON.stringify(report))
  return `${head}<report xmlns="${carriedNamespace}"><carried>${json}</carried></report>`
}

/**
 * The part with the claims, and the package relations with a line for it: the library writes a
 * fixed list of relations and has no word for a part of one's own.
 */
export function carriedPart(report: CarriedReport): { path: string; data: string }[] {
  return [
    { path: carriedPartPath, data: carriedXml(report) },
    {
      path: '_rels/.rels',
      data: [
        `${head}<Relationships xmlns="${pack}">`,
        relation('rId1', `${office}/officeDocument`, 'word/document.xml'),
        relation('rId2', `${pack}/metadata/core-properties`, 'docProps/core.xml'),
        relation('rId3', `${office}/extended-properties`, 'docProps/app.xml'),
        relation('rId4', `${office}/custom-properties`, 'docProps/custom.xml'),
        relation('rId5', `${office}/customXml`, carriedPartPath),
        '</Relationships>',
      ].join(''),
    },
  ]
}

/** Text for an XML element. */
export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
