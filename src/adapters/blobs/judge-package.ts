import { refuseFile } from '../../report/file/file-fault.ts'
import { readXml } from '../../report/file/read-xml.ts'
import type { openArchive } from '../office/open-archive.ts'

type Archive = Awaited<ReturnType<typeof openArchive>>

/** Elements after which text begins a new line: paragraphs and shared strings. */
const lineEnds = new Set(['w:p', 'w:br', 'si', 'ofd:TextObject', 'ofd:TextCode'])
const linkType = /\/hyperlink$/
/** Workbooks that formulas quote, and the list of a serial letter: asked about, never run. */
const quotedType = /\/(externalLinkPath|mailMergeSource)$/
const partsInside =
  /(^|\/)(embeddings|ctrlProps)\/|\.(zip|docx|xlsx|pptx|exe|dll|js|vbs|bat|cmd|lnk)$/i

/**
 * Inflates every part of an Office or OFD package, so that its real size is known, and reads every
 * XML part: no document type, nothing fetched from outside, nothing packed inside. Answers the
 * text of each part.
 */
export async function judgePackage(archive: Archive): Promise<readonly string[]> {
  const inside = archive.names.find((name) => partsInside.test(name))
  if (inside !== undefined) refuseFile('unsafe', inside)
  const texts: string[] = []
  for (const name of archive.names) {
    const bytes = await archive.read(name)
    if (isZip(bytes)) refuseFile('unsafe', name)
    if (/\.(xml|rels|vml)$/i.test(name)) texts.push(textOf(name, bytes))
  }
  return texts
}

function textOf(name: string, bytes: Uint8Array): string {
  const isRelations = name.endsWith('.rels')
  const pieces: string[] = []
  readXml(bytes, {
    open: ({ name: element, attributes }) => {
      if (isRelations && element === 'Relationship') judgeRelation(name, attributes)
    },
    text: (text) => pieces.push(text),
    close: (element) => {
      if (lineEnds.has(element)) pieces.push('\n')
    },
  })
  return pieces.join('')
}

function judgeRelation(part: string, attributes: Readonly<Record<string, string>>): void {
  if (attributes['TargetMode']?.toLowerCase() !== 'external') return
  const { Type: type = '', Target: target = '' } = attributes
  // A link waits for a click; anything else is fetched by the program that opens the file.
  if (linkType.test(type) && waitsForClick(target)) return
  if (quotedType.test(type) && isOnSameMachine(target)) return
  refuseFile('unsafe', part)
}

const shared = /^\s*[\\/]{2}/

function waitsForClick(target: string): boolean {
  const scheme = schemeOf(target)
  return !shared.test(target) && (scheme === null || /^(https?|mailto|ftp|tel)$/.test(scheme))
}

/** A file beside this one or on a drive: nothing leaves the machine that looks for it. */
function isOnSameMachine(target: string): boolean {
  if (/^file:\/\/\/[a-z]:\\/i.test(target)) return true
  return schemeOf(target) === null && !shared.test(target) && !/[\\/]{2}/.test(target)
}

function schemeOf(target: string): string | null {
  return /^\s*([a-z][a-z0-9+.-]*):/i.exec(target)?.[1]?.toLowerCase() ?? null
}

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4
}
