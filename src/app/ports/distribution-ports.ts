import type { Fault } from '../../ledger/fault.ts'

/** What it takes to spread a database over several machines. */
export interface Distribution {
  /** What is to be sent, in order; none once everything is spread. */
  readonly statements: readonly string[]
  /** What stands in the way. */
  readonly faults: readonly Fault[]
}

/** Spreads the tables of organisations over the machines of a distributed database. */
export interface Distributor {
  /** Looks, and changes nothing. */
  plan(): Promise<Distribution>
  /** Does what `plan` says, whole or not at all. Refuses with its faults. */
  run(): Promise<Distribution>
}
