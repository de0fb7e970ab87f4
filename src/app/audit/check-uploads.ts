import type { Fault } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import type { Leaf } from '../../log/leaf.ts'
import type { AuditedAttachment } from '../audit-ports.ts'
import type { AuditedEntry } from '../ports.ts'
import { difference } from './difference.ts'
import { fieldsOf } from './fold-records.ts'
import type { Examined, Walk } from './walk-entries.ts'

/** A file that an entry links. */
interface Link {
  readonly entry: number
  readonly sha256: string
  /** Null where an erasure left too little to say it. */
  readonly type: string | null
  readonly bytes: number | null
  /** Who must have brought it: whoever first linked it; null where that is not known any more. */
  readonly broughtBy: string | null
}

/** The files that entries link, and who linked each first in its record. */
export interface Links {
  see(entry: AuditedEntry, leaf: Leaf): void
  readonly all: readonly Link[]
}

/**
 * For one log. Nobody can link a file that somebody else brought, unless it stood in the record
 * before; so the actor of the entry that links it first is the one who brought it.
 */
export function linksOf(): Links {
  const all: Link[] = []
  const before = new Map<string, ReadonlySet<string>>()
  const uncertain = new Set<string>()
  return {
    all,
    see: (entry, { record, actor }) => {
      if (record === null) return
      if (entry.erased !== null) uncertain.add(record)
      const files = filesIn(entry)
      const stood = before.get(record)
      if (files.length === 0 && stood === undefined) return
      for (const file of files) {
        if (stood?.has(file.sha256) === true) continue
        all.push({ ...file, broughtBy: uncertain.has(record) ? null : actor })
      }
      before.set(record, new Set(files.map(({ sha256 }) => sha256)))
    },
  }
}

/**
 * The rows that say who brought which file against the entries that link it. What no entry links
 * is not held against anything: the log does not know it.
 */
export async function checkUploads(
  { evidence, organisation }: Examined,
  { links }: Walk,
): Promise<Fault[]> {
  if (links.all.length === 0) return []
  const rows = new Map<string, AuditedAttachment[]>()
  for (const row of await evidence.attachments()) {
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

type FoundFile = Pick<Link, 'entry' | 'sha256' | 'type' | 'bytes'>

function filesIn(entry: AuditedEntry): FoundFile[] {
  const { index, fields, erased } = entry
  if (erased !== null) {
    return erased.flatMap((cell) =>
      /(^|\/)sha256$/.test(cell.path) && 'value' in cell && typeof cell.value === 'string'
        ? [{ entry: index, sha256: cell.value, type: null, bytes: null }]
        : [],
    )
  }
  return fields?.includes('"sha256"') === true ? filesUnder(fieldsOf(entry), index) : []
}

function filesUnder(value: unknown, entry: number): FoundFile[] {
  if (typeof value !== 'object' || value === null) return []
  const { sha256, type, bytes } = value as { readonly [key: string]: unknown }
  if (typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256)) {
    const isWhole = typeof type === 'string' && typeof bytes === 'number'
    return [{ entry, sha256, ...(isWhole ? { type, bytes } : { type: null, bytes: null }) }]
  }
  return Object.values(value).flatMap((inner) => filesUnder(inner, entry))
}
