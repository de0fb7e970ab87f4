import { every } from '../app/jobs/pace.ts'
import type { LogsNeeds } from '../app/log/watch-logs.ts'
import { lookAtLogs } from '../app/log/watch-logs.ts'
import type { ServerLog } from './server-log.ts'

const lookEveryMs = 20_000

/**
 * Tells when the clock begins to keep writes from a unit of this server, or from its first one, and
 * when it does no longer; answers a way to stop that.
 */
export function tellClock(
  ports: LogsNeeds,
  log: Pick<ServerLog, 'held' | 'goesOn' | 'behind'>,
  lookMs = lookEveryMs,
): () => void {
  let isHeld = false
  const look = async (): Promise<void> => {
    const { held } = await lookAtLogs(ports)
    if (held !== null && !isHeld) log.held(held)
    if (held === null && isHeld) log.goesOn()
    isHeld = held !== null
  }
  const lookOrTell = () => void look().catch((error: unknown) => log.behind('the clock', error))
  lookOrTell()
  return every(lookMs, lookOrTell)
}
