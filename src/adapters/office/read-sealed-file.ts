import type { SealedFile } from '../../report/file/read-sealed.ts'
import { readAnySealed } from '../../report/verify/read-any-sealed.ts'
import { nodeCrypto } from '../crypto/node-crypto.ts'
import { openArchive, packLimits } from './open-archive.ts'

/** Reads what can be verified, within the limits of a report. Refuses as `readAnySealed` does. */
export function readSealedFile(bytes: Uint8Array): Promise<SealedFile> {
  return readAnySealed(nodeCrypto, bytes, (one) => openArchive(one, packLimits))
}
