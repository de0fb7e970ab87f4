import { clockMsMax } from '../../append/judge-clock.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { OrgId } from '../ports/store-ports.ts'
import { readLogState } from './log-state.ts'

/** The logs of a server all together, without names: what a watcher of machines may see. */
export interface LogsState {
  /** Moment of the oldest entry that should have been signed long ago. */
  readonly unsignedSince: string | null
  /** Moment of the newest entry that is dated ahead. */
  readonly datedAhead: string | null
  /** Why nothing can be written, by the code of the fault. */
  readonly held: string | null
}

/** However often somebody asks, the logs are looked at once in this while. */
const keptMs = 10_000

type Needs = Pick<AppPorts, 'store' | 'allLogs' | 'clock'>

/** Looks at all real logs, at most every ten seconds. */
export function watchLogs(ports: Needs): () => Promise<LogsState> {
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

async function lookAtLogs(ports: Needs): Promise<LogsState> {
  let state: LogsState = { unsignedSince: null, datedAhead: null, held: null }
  const ahead = new Date(ports.clock.now() + clockMsMax).toISOString()
  for (const id of await ports.allLogs.wanting(ahead)) {
    const { isLate, unsignedSince, datedAhead, held } = await readLogState(ports, id)
    const [since, newest] = [state.unsignedSince, state.datedAhead]
    state = {
      unsignedSince:
        isLate && (since === null || (unsignedSince ?? '') < since) ? unsignedSince : since,
      datedAhead: datedAhead !== null && datedAhead > (newest ?? '') ? datedAhead : newest,
      held: state.held ?? held?.code ?? null,
    }
  }
  return { ...state, held: state.held ?? (await heldByDoubt(ports)) }
}

/** A clock in doubt holds each unit that has not given its word; most often the first has not. */
async function heldByDoubt({ store }: Needs): Promise<string | null> {
  if (!(await store.isClockDoubted())) return null
  const real: OrgId[] = (await store.organisations())
    .filter(({ kind }) => kind === 'real')
    .map(({ id }) => id)
  for (const id of real) {
    const held = await store.heldByClock(id)
    if (held !== null) return held.code
  }
  return null
}
