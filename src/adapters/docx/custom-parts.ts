import { strFromU8, strToU8, unzipSync } from 'fflate'
import { fixedZip } from '../zip/fixed-zip.ts'

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006'
const propertiesType = 'application/vnd.openxmlformats-officedocument.customXmlProperties+xml'

/** A custom XML part: what it holds, the namespace of its root, and an id of its own. */
export interface CustomPart {
  readonly xml: string
  readonly namespace: string
  /** `{8-4-4-4-12}`, fixed for each kind of part. */
  readonly id: string
}

/**
 * The file with custom XML parts that hang on the document itself, each with its properties: so
 * Word, WPS and LibreOffice keep them when they save. Same input, same bytes.
 */
export function withCustomParts(file: Uint8Array, parts: readonly CustomPart[]): Uint8Array {
  const files = unzipSync(file)
  const relations: string[] = []
  const types: string[] = []
  for (const [at, { xml, namespace, id }] of parts.entries()) {
    const number = at + 1
    files[`customXml/item${number}.xml`] = strToU8(xml)
    files[`customXml/itemProps${number}.xml`] = strToU8(
      `${head}<ds:datastoreItem ds:itemID="${id}" xmlns:ds="${office}/customXml"><ds:schemaRefs><ds:schemaRef ds:uri="${namespace}"/></ds:schemaRefs></ds:datastoreItem>`,
    )
    files[`customXml/_rels/item${number}.xml.rels`] = strToU8(
      `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/relationships/customXmlProps" Target="itemProps${number}.xml"/></Relationships>`,
    )
    relations.push(
      `<Relationship Id="rIdCustom${number}" Type="${office}/relationships/customXml" Target="../customXml/item${number}.xml"/>`,
    )
    types.push(
      `<Override PartName="/customXml/itemProps${number}.xml" ContentType="${propertiesType}"/>`,
    )
  }
  insert(files, 'word/_rels/document.xml.rels', '</Relationships>', relations.join(''))
  insert(files, '[Content_Types].xml', '</Types>', types.join(''))
  return fixedZip(files)
}

function insert(files: Record<string, Uint8Array>, name: string, end: string, text: string): void {
  const before = strFromU8(files[name] ?? new Uint8Array(0))
  const at = before.lastIndexOf(end)
  if (at < 0) throw new Error(`${name} has no ${end}`)
  files[name] = strToU8(before.slice(0, at) + text + before.slice(at))
}
