import type { SaxesTagPlain } from 'saxes'
import { SaxesParser } from 'saxes'
import { refuseFile } from './file-fault.ts'

/** An element as it opens; attribute names keep their prefix (`w:val`). */
export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
}

/** What a reader of a part is told, in document order. */
export interface XmlEvents {
  open?(element: XmlElement): void
  text?(text: string): void
  close?(name: string): void
}

/** Limits of one part; those of Apache POI where it has them. */
const depthMax = 256
const attributesMax = 256
const textCharsMax = 10_000_000

/** Reads one XML part. A document type is refused: nothing honest in these files has one. */
export function readXml(bytes: Uint8Array, events: XmlEvents): void {
  const parser = new SaxesParser({ xmlns: false })
  let depth = 0
  let textChars = 0
  parser.on('doctype', () => refuseFile('unsafe', 'DOCTYPE'))
  parser.on('xmldecl', ({ encoding }) => {
    // Whoever believes another name reads other letters from the same bytes.
    if (encoding !== undefined && !/^(utf-?(8|16)|us-ascii)$/i.test(encoding))
      refuseFile('unsafe', encoding)
  })
  parser.on('error', (error) => refuseFile('broken', error.message))
  parser.on('opentag', (tag: SaxesTagPlain) => {
    depth++
    if (depth > depthMax) refuseFile('unsafe', 'depth')
    if (Object.keys(tag.attributes).length > attributesMax) refuseFile('unsafe', 'attributes')
    events.open?.({ name: tag.name, attributes: tag.attributes })
  })
  parser.on('closetag', (tag: SaxesTagPlain) => {
    depth--
    events.close?.(tag.name)
  })
  const read = (text: string) => {
    textChars += text.length
    if (textChars > textCharsMax) refuseFile('unsafe', 'text')
    events.text?.(text)
  }
  parser.on('text', read)
  parser.on('cdata', read)
  parser.write(decode(bytes)).close()
}

/** Parts are UTF-8 or, rarely, UTF-16 with a mark. */
function decode(bytes: Uint8Array): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return refuseFile('broken', 'encoding')
  }
}
