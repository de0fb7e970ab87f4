import type { AppPorts } from '../app/app-ports.ts'
import type { OrgId } from '../app/ports.ts'
import type { Fault } from '../ledger/fault.ts'
import type { Door } from './guard-origin.ts'

/** What happened to a request, for the server's log: no names, no contents. */
export interface Log {
  /** Something unforeseen; `trace` stands in the answer too. */
  unforeseen(event: {
    readonly trace: string
    readonly route: string
    readonly error: unknown
  }): void
  slow(event: { readonly route: string; readonly ms: number }): void
}

/** Everything the HTTP side is given by the one file that wires. */
export interface Service {
  readonly ports: AppPorts
  readonly door: Door
  readonly log: Log
  readonly version: string
  /** Makes the demo unit; null where this server was built without it. */
  readonly openDemo: ((seed: number | null) => Promise<OrgId>) | null
  /** Faults of a pack that was edited while serving: the last good one goes on. */
  packFaults(): readonly Fault[]
}
