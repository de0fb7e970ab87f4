import { clockMsMax } from '../../append/judge-clock.ts'
import type { Fault } from '../../ledger/fault.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { LogStanding, OrgId } from '../ports/store-ports.ts'

/** A checkpoint follows a write within a second; minutes later something is wrong. */
const unsignedMsMax = 5 * 60_000

/** Whether a log is signed, and whether its entries are dated as they should be. */
export interface LogState extends LogStanding {
  /** The first entry that no checkpoint covers is older than it ever should be. */
  readonly isLate: boolean
  /** Moment of the newest entry, where that has not come yet. */
  readonly datedAhead: string | null
  /** What writes are refused with because of the clock. */
  readonly held: Fault | null
  /** Its keys are not here: it can be read, and nothing entered. */
  readonly lacksKeys: boolean
}

/** How a log stands now. */
export async function readLogState(
  { store, clock }: Pick<AppPorts, 'store' | 'clock'>,
  org: OrgId,
): Promise<LogState> {
  const standing = await store.read(org, (reader) => reader.standing())
  const held = await store.heldByClock(org)
  const lacksKeys = await store.lacksKeys(org)
  return { ...standing, ...judgeStanding(standing, clock.now()), held, lacksKeys }
}

/** What the moments of a log say, held against the clock. */
function judgeStanding(
  { recordedAt, unsignedSince, signed }: LogStanding,
  nowMs: number,
): Pick<LogState, 'isLate' | 'datedAhead'> {
  const isAhead = (moment: string): boolean => Date.parse(moment) > nowMs + clockMsMax
  // An entry dated ahead does not say when it came; it came after the checkpoint before it.
  const sinceMs = unsignedSince === null ? null : Date.parse(unsignedSince)
  const from = sinceMs !== null && sinceMs > nowMs ? Date.parse(signed?.madeAt ?? '') : sinceMs
  return {
    isLate: from !== null && nowMs - from > unsignedMsMax,
    datedAhead: recordedAt !== null && isAhead(recordedAt) ? recordedAt : null,
  }
}
