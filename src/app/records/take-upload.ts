import { refuse } from '../../ledger/fault.ts'
import type { FileRef } from '../../ledger/value.ts'
import { toHex } from '../../log/hex.ts'
import { deny, mayWrite } from '../access/access.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'

/** Bytes of all attachments of an organisation at most. */
const quotaBytesMax = 5 * 1024 ** 3

/**
 * Takes a file for a record that is still being written: until one links it, only its uploader
 * has it, and after some days it is thrown away. Nothing is read of whoever may write nowhere.
 * Refuses with `access.denied`, `file.…` and `attachment.quota`.
 */
export async function takeUpload(
  ports: Pick<AppPorts, 'blobs' | 'store' | 'outside' | 'clock' | 'crypto'>,
  session: Session,
  given: { readonly name: string; readonly readFile: () => Promise<Uint8Array> },
): Promise<FileRef> {
  const { org, actor, pack } = session
  if (![...pack.registers.values()].some((register) => mayWrite(session, register))) deny()
  const bytes = await given.readFile()
  const name = plainName(given.name)
  const { type } = await ports.outside.read('attachment', { name, bytes }, org.id)
  const used = await ports.store.uploads.used(org.id)
  if (used + bytes.length > quotaBytesMax) full(used)
  const sha256 = toHex(ports.crypto.sha256(bytes))
  const upload = { sha256, name, type, bytes: bytes.length }
  await ports.blobs.put(org.id, { sha256, bytes })
  const uploadedAt = new Date(ports.clock.now()).toISOString()
  await ports.store.uploads.add(org.id, { ...upload, uploadedBy: actor.id, uploadedAt })
  // The same file may have been thrown away since: from here on the row keeps it.
  await ports.blobs.put(org.id, { sha256, bytes })
  return upload
}

const nameCharactersMax = 200

// Shown and offered on download, never used as a path; its ending must survive the cut.
function plainName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}/\\]/gu, '_')
    .trim()
  const ending = /\.[^.]{1,8}$/.exec(plain)?.[0] ?? ''
  return plain.length <= nameCharactersMax
    ? plain
    : plain.slice(0, nameCharactersMax - ending.length) + ending
}

function full(used: number): never {
  const gigabytes = (bytes: number): string => (bytes / 1024 ** 3).toFixed(1)
  return refuse('attachment.quota', {
    text: {
      zh: `本单位附件已用 ${gigabytes(used)} GB，上限 ${gigabytes(quotaBytesMax)} GB，放不下这个文件。`,
      en: `Attachments of this unit take ${gigabytes(used)} of ${gigabytes(quotaBytesMax)} GB; this file does not fit.`,
    },
    hint: {
      zh: '请压缩图片或只附关键页；需要更大空间请联系管理员。',
      en: 'Make pictures smaller or attach the pages that matter; the administrator may help.',
    },
  })
}
