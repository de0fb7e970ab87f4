import { core } from '../../ledger/core/core-registers.ts'
import type { Leaf } from '../../log/leaf.ts'
import { receivedRegisterId } from '../receiving/received-register.ts'
import type { SaidByEntry } from './said-by-entry.ts'
import { fieldsOf } from './said-by-entry.ts'

/** A report, a call or a list that arrived, as the entry of its arrival says it. */
interface Arrival {
  readonly entry: number
  readonly recordedAt: string
  /** SHA-256 of the file, base64. */
  readonly file: unknown
  readonly log: unknown
  /** What its sender was called among the watched logs; undefined where it says another name. */
  readonly sender: unknown
  readonly checkpoint: unknown
  readonly root: unknown
  /** The sender's log was cosigned at this checkpoint: it is the largest tree seen until then. */
  readonly isCosigned: boolean
}

/** Registers of what came from other bodies, with the file that came. */
const arriving: ReadonlySet<string> = new Set([
  receivedRegisterId,
  core.callTaken.id,
  core.dutyListTaken.id,
])

/** A record of what was asked for has its file from the version that says it came. */
const askedFor: string = core.answerAsked.id

/** What entries say of what arrived. */
export interface Arrivals {
  see(entry: SaidByEntry, leaf: Leaf): void
  /** By record. */
  readonly all: ReadonlyMap<string, Arrival>
}

/** For one log. */
export function arrivalsOf(): Arrivals {
  const all = new Map<string, Arrival>()
  return {
    all,
    see: (entry, { register, record, recordedAt }) => {
      const isAskedFor = register === askedFor
      if (!isAskedFor && !arriving.has(register ?? '')) return
      if (record === null || all.has(record)) return
      const { file, log, sender, checkpoint, root, cosignature } = fieldsOf(entry)
      if (isAskedFor && file === undefined) return
      const isCosigned = typeof cosignature === 'string'
      // Whom we asked is called as among the bodies below.
      const said = { file, log, checkpoint, root, sender: isAskedFor ? undefined : sender }
      all.set(record, { entry: entry.index, recordedAt, ...said, isCosigned })
    },
  }
}
