import type { DoubtedClock } from '../../append/judge-clock.ts'

/** A server of the installation, as it said of itself. */
export interface Instance {
  /** Another with each start. */
  readonly id: string
  /** UTC. */
  readonly startedAt: string
  readonly version: string
  /** Number of the newest migration that it knows. */
  readonly schema: number
  /** Digest of the pack that it works by. */
  readonly pack: string
  readonly address: string
  /** Codes of what it lacks, such as keys. */
  readonly lacks: readonly string[]
  /** Its clock, where that is in doubt: a jump shows to no process that began behind it. */
  readonly doubt: DoubtedClock | null
}

/** A server that was seen, and when it said so last by the database's clock. */
export interface SeenInstance extends Instance {
  readonly seenAt: string
  /** Whether it has said so lately. */
  readonly isHere: boolean
}

/** The servers of an installation, in the database that they share. */
export interface Instances {
  /** Says that a server is here; one that says nothing for a day is forgotten. */
  tell(instance: Instance): Promise<void>
  /** A server that stops is gone at once. */
  forget(id: string): Promise<void>
  /** All that were seen, the one that has been here longest first. */
  all(): Promise<readonly SeenInstance[]>
}
