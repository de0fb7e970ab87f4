import type { Leaf } from '../../log/leaf.ts'
import type { SaidByEntry } from './said-by-entry.ts'
import { fieldsOf } from './said-by-entry.ts'

/** A file that an entry links. */
export interface Link {
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
  see(entry: SaidByEntry, leaf: Leaf): void
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

type FoundFile = Pick<Link, 'entry' | 'sha256' | 'type' | 'bytes'>

function filesIn(entry: SaidByEntry): FoundFile[] {
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
