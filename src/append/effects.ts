/** The time of day, as this machine has it. */
export interface Clock {
  /** Milliseconds since 1970 UTC. */
  now(): number
}

/** A clock that nobody can set. */
export interface SteadyClock {
  /**
   * Milliseconds from any beginning, sleep counted: a laptop that slept for a night has its clock
   * put right when it wakes, and that is no jump.
   */
  elapsedMs(): number
}

/** Chance: secrets of entries, ids of records. */
export interface Random {
  bytes(count: number): Uint8Array
  uuid(): string
}
