import { parseSealedCall } from '../../report/call/sealed-call.ts'
import type { SealedCall } from '../../report/call/sealed-call.ts'
import { refuseFile } from '../../report/file/file-fault.ts'
import { readSealedDocx, readSealedJson, readSealedPdf } from '../../report/file/read-sealed.ts'
import type { SealedFile } from '../../report/file/read-sealed.ts'
import { isYearPack, readYearPack } from '../../report/file/read-year-pack.ts'
import { webCrypto } from '../crypto.ts'
import { openZip } from './open-zip.ts'

/** Bytes of a file that is read in the page at most. */
const bytesMax = 256 * 1024 * 1024

/** Whether bytes look like a file that `readDropped` can read: an archive, or a sealed text. */
export function isSealedKind(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b
}

/** Reads a report or a year pack in the page itself. Refuses with `file.…`. */
export async function readDropped(bytes: Uint8Array): Promise<SealedFile> {
  if (bytes.length === 0) refuseFile('empty')
  if (bytes.length > bytesMax) refuseFile('too-large')
  if (isSealedKind(bytes)) {
    const archive = openZip(bytes)
    const open = async (inner: Uint8Array) => openZip(inner)
    return isYearPack(archive) ? readYearPack(webCrypto, archive, open) : readSealedDocx(archive)
  }
  if (bytes[0] === 0x25 && bytes[1] === 0x50) return readSealedPdf(bytes)
  return readSealedJson(new TextDecoder().decode(bytes))
}

/** The sealed call that bytes are; null: they are something else. */
export function callIn(bytes: Uint8Array): SealedCall | null {
  return bytes[0] === 0x7b ? parseSealedCall(new TextDecoder().decode(bytes)) : null
}
