import { refuse } from '../../ledger/fault.ts'
import type { Register } from '../../ledger/register/register.ts'
import type { FileRef, Values } from '../../ledger/value.ts'
import { openTo } from '../access/open-to.ts'
import { trailRestricted } from '../access/trail-restricted.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { linkedFiles } from './linked-files.ts'
import { readRecord } from './read-record.ts'

/** A file with its bytes. */
export interface ReadFile {
  readonly file: FileRef
  readonly bytes: Uint8Array
}

/**
 * A file of a record, for whoever may read the field it stands in, in this version or an earlier
 * one. Refuses with `record.unknown`, `attachment.none`, `attachment.missing`.
 */
export async function readAttachment(
  ports: Pick<AppPorts, 'store' | 'blobs'>,
  session: Session,
  asked: { readonly record: string; readonly sha256: string },
): Promise<ReadFile> {
  const { sha256 } = asked
  const record = await readRecord(ports, session, asked.record)
  const register = session.pack.registers.get(record.register)
  const file =
    fileIn(session, register, { values: record.values, sha256 }) ??
    (await fileOfVersions(ports, session, { record: record.id, register, sha256 }))
  if (file === null) return none()
  await trailRestricted(ports, session, { register: record.register, record: record.id })
  return { file, bytes: await bytesOf(ports, session, file) }
}

/** A file that no record links yet, for its uploader only. Refuses with `attachment.none`. */
export async function readOwnUpload(
  ports: Pick<AppPorts, 'store' | 'blobs'>,
  session: Session,
  sha256: string,
): Promise<ReadFile> {
  const found = (await ports.store.uploads.find(session.org.id, [sha256])).find(
    ({ uploadedBy, state }) => uploadedBy === session.actor.id && state !== 'gone',
  )
  if (found === undefined || found.state === 'erased') return none()
  return { file: found, bytes: await bytesOf(ports, session, found) }
}

async function fileOfVersions(
  ports: Pick<AppPorts, 'store'>,
  session: Session,
  at: { record: string; register: Register | undefined; sha256: string },
): Promise<FileRef | null> {
  const versions = await ports.store.read(session.org.id, (reader) => reader.versions(at.record))
  for (const { values } of versions.toReversed()) {
    const file = values === null ? null : fileIn(session, at.register, { ...at, values })
    if (file !== null) return file
  }
  return null
}

function fileIn(
  session: Session,
  register: Register | undefined,
  { values, sha256 }: { values: Values; sha256: string },
): FileRef | null {
  if (register === undefined) return null
  const open = openTo(session, register, values).values
  return linkedFiles(register, open).find(({ file }) => file.sha256 === sha256)?.file ?? null
}

async function bytesOf(
  ports: Pick<AppPorts, 'blobs'>,
  session: Session,
  { sha256, name }: FileRef,
): Promise<Uint8Array> {
  const bytes = await ports.blobs.read(session.org.id, sha256)
  if (typeof bytes !== 'string') return bytes
  return refuse('attachment.missing', {
    at: [sha256],
    text:
      bytes === 'changed'
        ? {
            zh: `附件“${name}”的内容已被改动，与登记时的指纹不符，不予下载。`,
            en: `“${name}” was changed since: it is not what was recorded and is not handed out.`,
          }
        : { zh: `附件“${name}”的文件不在了。`, en: `The file “${name}” is gone.` },
    hint: {
      zh: '请告知管理员从备份中恢复。',
      en: 'Tell the administrator, who can restore it from a backup.',
    },
  })
}

function none(): never {
  return refuse('attachment.none', {
    text: { zh: '没有这个附件。', en: 'There is no such file.' },
    hint: { zh: '请从记录中打开。', en: 'Open it from its record.' },
  })
}
