import type { Archive } from '../../report/file/archive.ts'
import { refuseFile } from '../../report/file/file-fault.ts'
import { readSealedDocx, readSealedJson, readSealedPdf } from '../../report/file/read-sealed.ts'
import type { SealedFile } from '../../report/file/read-sealed.ts'
import { isYearPack, readYearPack } from '../../report/file/read-year-pack.ts'
import { nodeCrypto } from '../crypto/node-crypto.ts'
import { openArchive, packLimits } from './open-archive.ts'

/**
 * Reads what can be verified: a Word file that carries its evidence, a year pack, or the
 * evidence alone.
 * Refuses with `file.…`.
 */
export async function readSealedFile(bytes: Uint8Array): Promise<SealedFile> {
  if (bytes.length === 0) refuseFile('empty')
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    const archive = await openLarge(bytes)
    if (isYearPack(archive)) return readYearPack(nodeCrypto, archive, openLarge)
    return readSealedDocx(archive)
  }
  if (bytes[0] === 0x25 && bytes[1] === 0x50) return readSealedPdf(bytes)
  if (bytes[0] === 0x7b) return readSealedJson(textOf(bytes))
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) refuseFile('old-word')
  return refuseFile('wrong-kind')
}

function openLarge(bytes: Uint8Array): Promise<Archive> {
  return openArchive(bytes, packLimits)
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return refuseFile('broken', 'encoding')
  }
}
