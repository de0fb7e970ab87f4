import type { Adoption } from '../app/organisation/adopt-pack.ts'
import type { AppPorts } from '../app/ports/app-ports.ts'
import type { OrgId } from '../app/ports/store-ports.ts'
import type { Fault } from '../ledger/fault.ts'
import type { ServerAddress } from './guard-origin.ts'

/** What happened to a request, for the server's log: no names, no contents. */
export interface Log {
  /** Something unforeseen; `trace` stands in the answer too. */
  unforeseen(event: {
    readonly trace: string
    readonly route: string
    readonly error: unknown
  }): void
  /** Something under the server failed that nobody here can help: the database, a disk. */
  trouble(event: { readonly code: string; readonly route: string; readonly error: unknown }): void
  /** Who asked went away before they had sent everything. */
  disconnected(event: { readonly route: string }): void
  slow(event: { readonly route: string; readonly ms: number }): void
}

/** Everything the HTTP side is given by the one file that wires. */
export interface Service {
  readonly ports: AppPorts
  readonly serverAddress: ServerAddress
  readonly log: Log
  readonly version: string
  readonly adoption: Pick<Adoption, 'before'>
  /** Makes the demo unit; null where this server was built without it. */
  readonly openDemo: ((seed: number | null) => Promise<OrgId>) | null
  /** What is known to go wrong under the server; null for what nobody foresaw. */
  troubleOf(error: unknown): Fault | null
  /** Faults of a pack that was edited while serving: the last good one goes on. */
  packFaults(): readonly Fault[]
}
