import { clockMsMax } from '../../append/judge-clock.ts'
import type { Fault } from '../../ledger/fault.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import { readLogState } from './log-state.ts'

/** The logs of a server all together, without names: what a watcher of machines may see. */
export interface LogsState {
  /** Moment of the oldest entry that should have been signed long ago. */
  readonly unsignedSince: string | null
  /** Moment of the newest entry that is dated ahead. */
  readonly datedAhead: string | null
  /** What writes are refused with because of the clock; without a unit yet, its founding. */
  readonly held: Fault | null
}

/** However often somebody asks, the logs are looked at once in this while. */
const keptMs = 10_000

/** What logs are looked at with. */
export type LogsNeeds = Pick<AppPorts, 'store' | 'allLogs' | 'clock'>

/** Looks at all real logs, at most every ten seconds. */
export function watchLogs(ports: LogsNeeds): () => Promise<LogsState> {
  let kept: Promise<LogsState> | null = null
  return () => {
    if (kept === null) {
      const looking = lookAtLogs(ports)
      kept = looking
      const forget = (): void => {
        kept = null
      }
      looking.then(() => setTimeout(forget, keptMs).unref(), forget)
    }
    return kept
  }
}

/** Looks at all real logs now. */
export async function lookAtLogs(ports: LogsNeeds): Promise<LogsState> {
  let state: LogsState = { unsignedSince: null, datedAhead: null, held: null }
  const ahead = new Date(ports.clock.now() + clockMsMax).toISOString()
  for (const id of await ports.allLogs.wanting(ahead)) {
    const { isLate, unsignedSince, datedAhead, held } = await readLogState(ports, id)
    const [since, newest] = [state.unsignedSince, state.datedAhead]
    state = {
      unsignedSince:
        isLate && (since === null || (unsignedSince ?? '') < since) ? unsignedSince : since,
      datedAhead: datedAhead !== null && datedAhead > (newest ?? '') ? datedAhead : newest,
      held: state.held ?? held,
    }
  }
  return { ...state, held: state.held ?? (await heldByDoubt(ports)) }
}

/** A clock in doubt holds each unit that has not given its word; most often the first has not. */
async function heldByDoubt({ store }: LogsNeeds): Promise<Fault | null> {
  if ((await store.clockDoubt()) === null) return null
  const real = (await store.organisations()).filter(({ kind }) => kind === 'real')
  for (const id of real.length === 0 ? [null] : real.map(({ id }) => id)) {
    const held = await store.heldByClock(id)
    if (held !== null) return held
  }
  return null
}
