import type { Fault } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import type { AuditedAttachment } from '../ports/audit-ports.ts'
import { difference } from './difference.ts'
import type { Link } from './links-of.ts'
import type { Examined, Walk } from './walk-entries.ts'

/**
 * The rows that say who brought which file against the entries that link it. What no entry links
 * is not held against anything: the log does not know it. Nor is the name it was brought under,
 * which a record need not keep: there the name in the entry is shown.
 */
export async function checkUploads(
  { ledger, organisation }: Examined,
  { links }: Walk,
): Promise<Fault[]> {
  if (links.all.length === 0) return []
  const rows = new Map<string, AuditedAttachment[]>()
  for (const row of await ledger.attachments()) {
    rows.set(row.sha256, [...(rows.get(row.sha256) ?? []), row])
  }
  const faults: Fault[] = []
  for (const link of links.all) {
    const found = differenceOf(link, rows.get(link.sha256) ?? [])
    if (found === null) continue
    faults.push(difference(organisation.publicId, ['attachment', link.sha256], found))
  }
  return faults
}

function differenceOf(
  { entry, sha256, type, bytes, broughtBy }: Link,
  rows: readonly AuditedAttachment[],
): { code: string; text: Label } | null {
  if (rows.length === 0) {
    return {
      code: 'attachment.row-missing',
      text: {
        zh: `条目 ${entry} 的附件 ${sha256} 没有上传记录。`,
        en: `Nothing says any more who brought file ${sha256} of entry ${entry}.`,
      },
    }
  }
  const own = broughtBy === null ? rows : rows.filter(({ uploadedBy }) => uploadedBy === broughtBy)
  if (own.length === 0) {
    return {
      code: 'attachment.uploader',
      text: {
        zh: `条目 ${entry} 的附件 ${sha256} 由 ${broughtBy ?? ''} 上传，上传记录写的是别人。`,
        en: `File ${sha256} of entry ${entry} was brought by ${broughtBy ?? ''}; its row names another.`,
      },
    }
  }
  const isSame = own.some(
    (row) =>
      row.state === 'kept' &&
      (type === null || row.type === type) &&
      (bytes === null || row.bytes === bytes),
  )
  if (isSame) return null
  return {
    code: 'attachment.row',
    text: {
      zh: `条目 ${entry} 的附件 ${sha256}，其上传记录的类型、大小或状态已被改动。`,
      en: `Type, size or state in the row of file ${sha256} of entry ${entry} were changed.`,
    },
  }
}
