import type { CarriedReport, TaggedSpan } from '../check/carried-claim.ts'
import { parseCarriedReport } from '../check/carried-claim.ts'
import type { Archive } from './archive.ts'
import { DocxBody } from './docx-body.ts'
import { readNumbering } from './docx-numbering.ts'
import { refuseFile } from './file-fault.ts'
import { readXml } from './read-xml.ts'
import { mainPartOf, relationsOf } from './relations.ts'
import { sealedInPart, sealedNamespace } from './sealed-part.ts'

/** Namespace of the part with what each claim rests on. */
export const carriedNamespace = 'urn:taizhang:report:1'

/** All that is read of a Word file. */
export interface DocxContents {
  /** A line a paragraph, outer blank lines stripped. */
  readonly text: string
  readonly spans: readonly TaggedSpan[]
  /** Words that are in the file and not shown. */
  readonly hidden: readonly string[]
  readonly carried: CarriedReport | null
  /** The text of a sealed report; null where the file carries none. */
  readonly sealed: string | null
}

/**
 * Reads a Word file from its parts: on the server, in the page and in the verifier alike.
 * Refuses with `file.…` what cannot be read safely.
 */
export async function readDocxParts(archive: Archive): Promise<DocxContents> {
  if (!archive.has('[Content_Types].xml')) refuseFile('wrong-kind')
  const mainPart = await mainPartOf(archive)
  const relations = await relationsOf(archive, mainPart)
  const numbering = relations.find(({ type }) => type === 'numbering')?.part ?? null
  const body = new DocxBody(await readNumbering(archive, numbering))
  readXml(await archive.read(mainPart), {
    open: (element) => body.open(element),
    text: (text) => body.text(text),
    close: (name) => body.close(name),
  })
  return { ...body.result(), ...(await readCarried(archive)) }
}

/** Our own parts, whatever names another program gave them. */
async function readCarried(archive: Archive): Promise<Pick<DocxContents, 'carried' | 'sealed'>> {
  let carried: CarriedReport | null = null
  let sealed: string | null = null
  for (const name of archive.names.filter((one) => customPart.test(one))) {
    const bytes = await archive.read(name)
    const text = new TextDecoder().decode(bytes)
    const start = text.slice(0, namespaceWithin)
    if (start.includes(carriedNamespace)) carried ??= parseCarriedReport(parseJson(jsonOf(bytes)))
    if (start.includes(sealedNamespace)) sealed ??= sealedInPart(text)
  }
  return { carried, sealed }
}

const customPart = /^customXml\/(?!_rels\/|itemProps)[^/]+\.xml$/
/** A root element declares its namespace at once; an evidence of many megabytes is not searched. */
const namespaceWithin = 4096

function jsonOf(bytes: Uint8Array): string {
  let inCarried = false
  let json = ''
  readXml(bytes, {
    open({ name }) {
      inCarried = name === 'carried' || name.endsWith(':carried')
    },
    text(text) {
      if (inCarried) json += text
    },
  })
  return json
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}
