import { watchRoom } from '../adapters/embedded/said-by-database.ts'
import { databaseTrouble } from '../adapters/postgres/database-refusal.ts'
import type { Refusal } from '../ledger/fault.ts'

/** The built-in databases that a process uses. */
export interface OwnDatabases {
  /** From now on that of this data folder is one of them. */
  use(home: string): void
  /**
   * Why one of them is away, when it ended for want of room: whoever is told to check
   * DATABASE_URL could not mend that. Null for every other error.
   */
  endedForRoom(error: unknown): Refusal | null
}

/** Remembers which built-in databases are used, to tell why one is away. */
export function ownDatabases(): OwnDatabases {
  const used: ReturnType<typeof watchRoom>[] = []
  return {
    use: (home) => {
      used.push(watchRoom(home))
    },
    endedForRoom: (error) => {
      if (databaseTrouble(error) !== 'away') return null
      return used.map((ended) => ended()).find((refusal) => refusal !== null) ?? null
    },
  }
}
