import type { Fault } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import type { Blobs } from '../ports/attachment-ports.ts'
import type { Organisation, OrgId } from '../ports/store-ports.ts'
import { difference } from './difference.ts'
import type { SaidByEntry } from './said-by-entry.ts'

type FileState = 'whole' | 'missing' | 'changed'

/** Looks at the bytes of a file. */
export type FileCheck = (org: OrgId, sha256: string) => Promise<FileState>

/** A check over what holds the bytes. */
export function fileCheckOf(blobs: Pick<Blobs, 'read'>): FileCheck {
  return async (org, sha256) => {
    const bytes = await blobs.read(org, sha256)
    return typeof bytes === 'string' ? bytes : 'whole'
  }
}

/** Files by SHA-256, with the newest entry that names each. */
export type NamedFiles = Map<string, number>

const reference = /"sha256":"([0-9a-f]{64})"/g

/** Notes the files that an entry names, whole or in what an erasure left of it. */
export function seeFiles(files: NamedFiles, { index, fields, erased }: SaidByEntry): void {
  if (fields !== null && fields.includes('"sha256"')) {
    for (const [, sha256 = ''] of fields.matchAll(reference)) files.set(sha256, index)
  }
  for (const cell of erased ?? []) {
    if (!/(^|\/)sha256$/.test(cell.path) || !('value' in cell)) continue
    const { value } = cell
    if (typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)) files.set(value, index)
  }
}

/** Holds every file that the log names against its fingerprint. */
export async function checkAttachments(
  { id, publicId }: Organisation,
  files: NamedFiles,
  check: FileCheck,
): Promise<Fault[]> {
  const faults: Fault[] = []
  for (const [sha256, entry] of files) {
    const state = await check(id, sha256)
    if (state === 'whole') continue
    const text: Label =
      state === 'missing'
        ? {
            zh: `条目 ${entry} 的附件 ${sha256} 缺失。`,
            en: `File ${sha256} of entry ${entry} is missing.`,
          }
        : {
            zh: `条目 ${entry} 的附件 ${sha256} 已被改动。`,
            en: `File ${sha256} of entry ${entry} was changed.`,
          }
    faults.push(difference(publicId, ['attachment', sha256], { code: `attachment.${state}`, text }))
  }
  return faults
}
