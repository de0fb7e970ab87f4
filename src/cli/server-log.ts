import type { pino } from 'pino'
import type { Log } from '../api/service.ts'
import type { Fault } from '../ledger/fault.ts'
import { faultText, Refusal } from '../ledger/fault.ts'
import { say } from '../ledger/label.ts'
import { terminalLang } from './terminal-lang.ts'

/** How long one kind of trouble stays a single line of the log. */
const oneLineForMs = 30_000

/** The log of a server, for requests and for what goes on behind the scenes. */
export interface ServerLog extends Log {
  /** Something behind the scenes failed. */
  behind(what: string, error: unknown): void
  /** Writes are refused with this from now on. */
  held(fault: Fault): void
  /** Writes are taken again. */
  goesOn(): void
}

/**
 * Writes what happens into the log. Trouble that is known and goes on, such as a database that is
 * away, is a line each half minute with the number of times, not a stack for every request; who
 * goes away in the middle of a request is no error at all.
 */
export function serverLog(
  log: Pick<pino.Logger, 'error' | 'warn' | 'info' | 'debug'>,
  {
    troubleOf,
    now,
  }: { readonly troubleOf: (error: unknown) => Fault | null; readonly now: () => number },
): ServerLog {
  const said = new Map<string, { at: number; times: number }>()
  const trouble: Log['trouble'] = ({ code, route, error }) => {
    const last = said.get(code)
    if (last !== undefined && now() - last.at < oneLineForMs) {
      last.times += 1
      return
    }
    said.set(code, { at: now(), times: 0 })
    const reason = error instanceof Error ? error.message : String(error)
    log.error({ code, route, reason, before: last?.times ?? 0 }, 'trouble')
  }
  return {
    trouble,
    unforeseen: ({ trace, route, error }) => log.error({ trace, route, err: error }, 'unforeseen'),
    slow: (event) => log.warn(event, 'slow'),
    disconnected: (event) => log.debug(event, 'disconnected'),
    held: (fault) => log.error({ code: fault.code, reason: inWords(fault) }, 'held'),
    goesOn: () => log.info('goes-on'),
    behind: (what, error) => {
      const known = troubleOf(error)
      if (known !== null) return trouble({ code: known.code, route: what, error })
      const [first] = error instanceof Refusal ? error.faults : []
      if (first !== undefined)
        return trouble({ code: first.code, route: what, error: inWords(first) })
      if (isDisconnect(error)) return log.debug({ route: what }, 'disconnected')
      log.error({ err: error }, what)
    },
  }
}

/** What is wrong and what to do, for whoever reads the log. */
function inWords(one: Fault): string {
  return say(faultText(one), terminalLang())
}

// Of sockets that nobody reads from any more: anybody can make as many as they like.
function isDisconnect(error: unknown): boolean {
  const { code = '' } = (error ?? {}) as { code?: string }
  return /^(ECONNRESET|EPIPE|ECONNABORTED|ERR_STREAM_PREMATURE_CLOSE)$/.test(code)
}
