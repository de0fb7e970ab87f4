import type { Pool } from 'pg'
import type { OrgId } from '../../app/ports/store-ports.ts'
import type { Clock } from '../../append/effects.ts'
import type { ClockWord, DoubtedClock } from '../../append/judge-clock.ts'
import { clockFault, isConfirmed, judgeLog } from '../../append/judge-clock.ts'
import type { ClockLook, ClockWatch } from '../../append/watch-clock.ts'
import type { Fault } from '../../ledger/fault.ts'
import { Refusal } from '../../ledger/fault.ts'
import { noOrganisation } from './trail.ts'
import type { Scope } from './within-organisation.ts'
import { withinOrganisation } from './within-organisation.ts'

/**
 * The moment by which an entry is dated, once the newest entry of its log is known (under the lock
 * of the head; null for an empty log). Refuses with `clock.held`.
 */
export type EntryMoment = (scope: Scope, last: string | null) => Promise<number>

/** Reads the clock for a batch; called before its transaction begins. */
export type ReadMoment = () => Promise<EntryMoment>

/** A clock without a watch is a test's or a story's: it is believed. */
export function readMoments(clock: Clock, watch: ClockWatch | null): ReadMoment {
  return async () => {
    if (watch === null) return () => Promise.resolve(clock.now())
    const looked = await watch.look()
    return async (scope, last) => {
      const held = await whyHeld(scope, { watch, looked, last })
      if (held !== null) throw new Refusal([held])
      return looked.reading.wallMs
    }
  }
}

/** Why the clock keeps writes from a log whose newest entry is `last`; null: it does not. */
export async function whyHeld(
  scope: Scope,
  {
    watch,
    looked: { reading, doubtOf },
    last,
  }: {
    watch: ClockWatch
    looked: ClockLook
    last: string | null
  },
): Promise<Fault | null> {
  const doubts = [doubtOf(scope.org), judgeLog(reading, last === null ? null : Date.parse(last))]
  const standing = doubts.filter((one) => one !== null)
  if (standing.length === 0) return null
  const words = await readWords(scope)
  const open = standing.find((one) => !isConfirmed(one, reading, words))
  if (open !== undefined) return clockFault(open, reading)
  watch.believe(scope.org, reading)
  return null
}

/** What writes are refused with under a clock in doubt; null: somebody gave their word for it. */
export async function heldUnlessConfirmed(
  scope: Scope,
  doubted: DoubtedClock,
): Promise<Fault | null> {
  return isConfirmed(doubted, doubted, await readWords(scope)) ? null : clockFault(doubted, doubted)
}

/** The newest words are those that can still count. */
const wordsMax = 100

/** Words for the server itself, which are kept under no organisation. */
export function wordsForServer(pool: Pool): Promise<readonly ClockWord[]> {
  return withinOrganisation(pool, { org: noOrganisation, mode: 'read' }, readWords)
}

async function readWords(scope: Scope): Promise<readonly ClockWord[]> {
  const rows = await scope.rows<{ at: string; last: string | null }>({
    name: 'clock-words',
    text: `SELECT at, last FROM ledger.clock_word WHERE org_id = $1
           ORDER BY at DESC LIMIT ${wordsMax}`,
    values: [scope.org],
  })
  return rows.map(({ at, last }) => ({
    atMs: Date.parse(at),
    lastMs: last === null ? null : Date.parse(last),
  }))
}

/**
 * Keeps an administrator's word that the clock shows the right time, over the log as it stands;
 * under `noOrganisation` it is one for the server.
 */
export async function keepWord(
  pool: Pool,
  { org, nowMs, actor }: { org: OrgId; nowMs: number; actor: string },
): Promise<void> {
  await withinOrganisation(pool, { org, mode: 'write' }, async (scope) => {
    scope.send({
      text: `INSERT INTO ledger.clock_word (org_id, at, last, actor) VALUES ($1, $2, $3, $4)
             ON CONFLICT DO NOTHING`,
      values: [org, new Date(nowMs).toISOString(), await newestOf(scope), actor],
    })
  })
}

/** Moment of the newest entry of a log. */
export async function newestOf(scope: Scope): Promise<string | null> {
  const [row] = await scope.rows<{ recorded_at: string | null }>({
    name: 'newest-recorded',
    text: 'SELECT recorded_at FROM ledger.log_head WHERE org_id = $1',
    values: [scope.org],
  })
  return row?.recorded_at ?? null
}
