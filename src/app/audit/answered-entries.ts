import type { CheckedEntry } from './check-entry.ts'

/** What entries say of the idempotency keys that they answered. */
export interface AnsweredEntries {
  see(entry: CheckedEntry): void
  /** Digest by entry; null where an erasure took it. Entries that say nothing are not in it. */
  readonly byEntry: ReadonlyMap<number, string | null>
}

/** For one log. */
export function answeredEntries(): AnsweredEntries {
  const byEntry = new Map<number, string | null>()
  return {
    byEntry,
    see: ({ index, erased, answer }) => {
      if (answer !== null || erased !== null) byEntry.set(index, answer)
    },
  }
}
