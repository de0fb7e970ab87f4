import type { SealedCall } from '../../report/call/sealed-call.ts'
import { parseSealedCall } from '../../report/call/sealed-call.ts'
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

/** The sealed call that bytes are; null: they are something else. */
export function callIn(bytes: Uint8Array): SealedCall | null {
  return bytes[0] === 0x7b ? parseSealedCall(new TextDecoder().decode(bytes)) : null
}
