import type { ReportText } from '../../app/ports/file-ports.ts'
import { pictureHead } from '../../ledger/fields/file/picture-head.ts'
import { carriesSecretMark } from '../../ledger/fields/secret-mark.ts'
import { refuseFile } from '../../report/file/file-fault.ts'
import { withoutOuterBlankLines } from '../../report/file/outer-blank-lines.ts'
import { readDocxParts } from '../../report/file/read-docx-parts.ts'
import { isYearPack } from '../../report/file/read-year-pack.ts'
import { openArchive } from './open-archive.ts'

/** The largest file that is read at all. */
const reportBytesMax = 20 * 1024 * 1024

/**
 * Reads a report from a file of any of the kinds that can be read: .docx, and text in UTF-8,
 * UTF-16 with a mark, or GB18030. The contents decide, not the extension. Refuses the rest with
 * `file.…` and a sentence that says what to do.
 */
export async function readReportFile(bytes: Uint8Array): Promise<ReportText> {
  const report = await readAny(bytes)
  if (carriesSecretMark(report.text)) refuseFile('secret')
  return report
}

async function readAny(bytes: Uint8Array): Promise<ReportText> {
  if (bytes.length === 0) refuseFile('empty')
  if (bytes.length > reportBytesMax) refuseFile('too-large')
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) {
    const archive = await openArchive(bytes)
    if (isYearPack(archive)) refuseFile('pack-as-text')
    const isOther = archive.names.some((name) => /^(xl|ppt)\//.test(name))
    if (isOther || !archive.has('[Content_Types].xml')) refuseFile('binary')
    const { text, spans, carried } = await readDocxParts(archive)
    return { text, spans, carried }
  }
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) refuseFile('old-word')
  if (startsWith(bytes, [0x25, 0x50, 0x44, 0x46])) refuseFile('pdf')
  if (pictureHead(bytes) !== null) refuseFile('picture')
  const text = decodeText(bytes).replace(/\r\n?/g, '\n')
  const { text: stripped } = withoutOuterBlankLines(text)
  if (stripped.trim() === '') refuseFile('empty')
  return { text: stripped, spans: [], carried: null }
}

function decodeText(bytes: Uint8Array): string {
  if (startsWith(bytes, [0xff, 0xfe])) return decode('utf-16le', bytes) ?? refuseFile('binary')
  if (startsWith(bytes, [0xfe, 0xff])) return decode('utf-16be', bytes) ?? refuseFile('binary')
  // A NUL stands in no text of these encodings, and early in nearly every binary file.
  if (bytes.subarray(0, 8192).includes(0)) refuseFile('binary')
  const text = decode('utf-8', bytes) ?? decode('gb18030', bytes) ?? refuseFile('binary')
  return looksLikeText(text) ? text : refuseFile('binary')
}

function decode(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** GB18030 takes nearly any bytes: what comes out must not be full of control characters. */
function looksLikeText(text: string): boolean {
  const sample = text.slice(0, 4096)
  const odd = sample.match(/[\u0001-\u0008\u000e-\u001f\u007f-\u009f\ue000-\uf8ff\ufffd]/g) ?? []
  return odd.length * 50 <= sample.length
}

function startsWith(bytes: Uint8Array, head: readonly number[]): boolean {
  return head.every((byte, at) => bytes[at] === byte)
}
