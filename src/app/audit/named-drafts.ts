import { core } from '../../ledger/core/core-registers.ts'
import type { Leaf } from '../../log/leaf.ts'
import type { SaidByEntry } from './said-by-entry.ts'
import { fieldsOf } from './said-by-entry.ts'

/** One version of a report's record, as its entry says it. */
interface ReportVersion {
  readonly record: string
  readonly version: number
  readonly kind: Leaf['kind']
  readonly step: unknown
  readonly draft: string
  /** Digest of the draft's tree. */
  readonly tree: string
  readonly checkpoint: unknown
}

/** What entries say of drafts of reports. */
export interface NamedDrafts {
  see(entry: SaidByEntry, leaf: Leaf): void
  /** Sizes of the log at which reports were signed. */
  signedSizes(): readonly number[]
  versions(): readonly ReportVersion[]
}

/** For one log. */
export function namedDrafts(): NamedDrafts {
  const versions: ReportVersion[] = []
  return {
    versions: () => versions,
    signedSizes: () =>
      versions.flatMap(({ checkpoint }) => (typeof checkpoint === 'number' ? [checkpoint] : [])),
    see: (entry, { register, record, version, kind }) => {
      if (register !== core.report.id || record === null) return
      const { step, draft, tree, checkpoint } = fieldsOf(entry)
      if (typeof draft !== 'string' || typeof tree !== 'string') return
      versions.push({ record, version, kind, step, draft, tree, checkpoint })
    },
  }
}
