import type { Leaf } from '../../log/leaf.ts'
import type { AuditedEntry } from '../ports/store-ports.ts'
import { receivedRegisterId } from '../receiving/received-register.ts'
import { fieldsOf } from './fold-records.ts'

/** A report that arrived, as the entry of its arrival says it. */
interface Arrival {
  readonly entry: number
  readonly recordedAt: string
  /** SHA-256 of the file, base64. */
  readonly file: unknown
  readonly log: unknown
  readonly checkpoint: unknown
  readonly root: unknown
  /** The sender's log was cosigned at this checkpoint: it is the largest tree seen until then. */
  readonly isCosigned: boolean
}

/** What entries say of reports that arrived. */
export interface Arrivals {
  see(entry: AuditedEntry, leaf: Leaf): void
  /** By record. */
  readonly all: ReadonlyMap<string, Arrival>
}

/** For one log. */
export function arrivalsOf(): Arrivals {
  const all = new Map<string, Arrival>()
  return {
    all,
    see: (entry, { register, record, recordedAt }) => {
      if (register !== receivedRegisterId || record === null || all.has(record)) return
      const { file, log, checkpoint, root, cosignature } = fieldsOf(entry)
      const said = { file, log, checkpoint, root, isCosigned: typeof cosignature === 'string' }
      all.set(record, { entry: entry.index, recordedAt, ...said })
    },
  }
}
