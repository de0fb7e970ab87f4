import type { AppPorts } from '../ports/app-ports.ts'
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

/** Looks at all real logs, at most every ten seconds. */
export function watchLogs(ports: Pick<AppPorts, 'store' | 'clock'>): () => Promise<LogsState> {
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

async function lookAtLogs(ports: Pick<AppPorts, 'store' | 'clock'>): Promise<LogsState> {
  let state: LogsState = { unsignedSince: null, datedAhead: null, held: null }
  for (const { id, kind } of await ports.store.organisations()) {
    if (kind !== 'real') continue
    const { isLate, unsignedSince, datedAhead, held } = await readLogState(ports, id)
    const [since, ahead] = [state.unsignedSince, state.datedAhead]
    state = {
      unsignedSince:
        isLate && (since === null || (unsignedSince ?? '') < since) ? unsignedSince : since,
      datedAhead: datedAhead !== null && datedAhead > (ahead ?? '') ? datedAhead : ahead,
      held: state.held ?? held?.code ?? null,
    }
  }
  return state
}
