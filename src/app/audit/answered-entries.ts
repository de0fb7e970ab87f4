import { answerOf } from '../../append/prepare-write.ts'
import type { AuditedEntry } from '../ports/store-ports.ts'
import { fieldsOf } from './fold-records.ts'

/** What entries say of the idempotency keys that they answered. */
export interface AnsweredEntries {
  see(entry: AuditedEntry): void
  /** Digest by entry; null where an erasure took it. Entries that say nothing are not in it. */
  readonly byEntry: ReadonlyMap<number, string | null>
}

/** For one log. */
export function answeredEntries(): AnsweredEntries {
  const byEntry = new Map<number, string | null>()
  return {
    byEntry,
    see: (entry) => {
      if (entry.erased !== null) byEntry.set(entry.index, answerOf(fieldsOf(entry)))
      else if (entry.fields?.includes('"$answer":"') === true) {
        const answer = answerOf(fieldsOf(entry))
        if (answer !== null) byEntry.set(entry.index, answer)
      }
    },
  }
}
