import type { Fault } from '../../ledger/fault.ts'
import { Refusal } from '../../ledger/fault.ts'
import { pictureHead } from '../../ledger/fields/file/picture-head.ts'
import type { Label } from '../../ledger/label.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { fromUtf8 } from '../../log/utf8.ts'
import { packParts } from '../evidence/year-pack.ts'
import { isBundle } from '../exchange/bundle.ts'
import type { Archive } from '../file/archive.ts'
import { refuseFile } from '../file/file-fault.ts'
import type { SealedFile } from '../file/read-sealed.ts'
import { readSealedDocx, readSealedJson, readSealedPdf } from '../file/read-sealed.ts'
import { isYearPack, readYearPack } from '../file/read-year-pack.ts'

type Open = (bytes: Uint8Array) => Promise<Archive>

/**
 * Reads what can be verified: a Word file or a PDF that carries its evidence, a year pack, or the
 * evidence alone. The contents decide, not the name. Refuses with `file.…`, and says what a file is
 * that is none of these; never to save it anew, as that would make another file of it.
 */
export async function readAnySealed(
  crypto: LogCrypto,
  bytes: Uint8Array,
  open: Open,
): Promise<SealedFile> {
  try {
    return await readKind(crypto, bytes, open)
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(error.faults.map(asGiven)) : error
  }
}

async function readKind(crypto: LogCrypto, bytes: Uint8Array, open: Open): Promise<SealedFile> {
  if (bytes.length === 0) refuseFile('empty')
  if (startsWith(bytes, 'PK')) {
    const archive = await open(bytes)
    if (isYearPack(archive)) return readYearPack(crypto, archive, open)
    refuseOther(archive)
    return readSealedDocx(archive)
  }
  if (startsWith(bytes, '%P')) return readSealedPdf(bytes)
  if (startsWith(bytes, '{')) return readSealedJson(fromUtf8(bytes) ?? refuseFile('broken'))
  if (pictureHead(bytes) !== null) refuseFile('picture-unsealed')
  return refuseFile(startsWith(bytes, '\u00d0\u00cf') ? 'old-unsealed' : 'not-sealed')
}

/** Refuses an archive that is no Word file. */
function refuseOther(archive: Archive): void {
  const { names } = archive
  const within = (part: string) => names.some((one) => one === part || one.endsWith(`/${part}`))
  if (isBundle(archive)) refuseFile('bundle-unsealed')
  // Taken apart and packed again it often lies in a folder of its own.
  if (within(packParts.sealed) || within(packParts.verifier)) refuseFile('pack-incomplete')
  if (names.some((one) => /^(xl|ppt)\//.test(one))) refuseFile('sheet-unsealed')
  if (!archive.has('[Content_Types].xml')) refuseFile('not-sealed')
}

const original: Label = {
  zh: '请用定稿时的原文件：重新下载，或请对方再发一次，不要另存或重新压缩。',
  en: 'Use the file as it was frozen: fetch it again or ask for it again, and do not save it anew.',
}

const hints: Readonly<Record<string, Label>> = {
  'file.broken': original,
  'file.unsafe': original,
  'file.unreadable': original,
  'file.wrong-kind': original,
  'file.too-large': {
    zh: '请核对是否选对了文件；证据包太大的，用离线核验页核验。',
    en: 'Check that the right file was chosen; a large year pack is verified by the offline page.',
  },
}

function asGiven(one: Fault): Fault {
  return { ...one, hint: hints[one.code] ?? one.hint }
}

function startsWith(bytes: Uint8Array, head: string): boolean {
  return [...head].every((letter, at) => bytes[at] === letter.charCodeAt(0))
}
