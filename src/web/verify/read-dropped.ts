import type { SealedEntry } from '../../report/call/sealed-entry.ts'
import { parseSealedEntry } from '../../report/call/sealed-entry.ts'
import { refuseFile } from '../../report/file/file-fault.ts'
import type { SealedFile } from '../../report/file/read-sealed.ts'
import { readAnySealed } from '../../report/verify/read-any-sealed.ts'
import { webCrypto } from '../crypto.ts'
import { openZip } from './open-zip.ts'

/** Bytes of a file that is read in the page at most. */
const bytesMax = 256 * 1024 * 1024

/** Reads a report or a year pack in the page itself. Refuses as `readAnySealed` does. */
export async function readDropped(bytes: Uint8Array): Promise<SealedFile> {
  if (bytes.length > bytesMax) refuseFile('too-large')
  return readAnySealed(webCrypto, bytes, async (one) => openZip(one))
}

/** The sealed call or duty list that bytes are; null: they are something else. */
export function callIn(bytes: Uint8Array): SealedEntry | null {
  return bytes[0] === 0x7b ? parseSealedEntry(new TextDecoder().decode(bytes)) : null
}
