import type { Pool } from 'pg'
import type {
  OutboxMessage,
  OutboxRow,
  Reminders,
  Settled,
} from '../../../app/ports/reminder-ports.ts'
import type { Page } from '../../../app/ports/store-ports.ts'
import { refuseCursor } from '../../../ledger/fault.ts'
import type { Label } from '../../../ledger/label.ts'
import { isRecordId } from '../../../ledger/record/record.ts'
import { isInstantText } from '../../../log/calendar-text.ts'
import type { Scope } from '../within-organisation.ts'
import { transactionsOver } from '../within-organisation.ts'

type OutboxPart = Omit<
  Reminders,
  'settings' | 'putSettings' | 'mailPassword' | 'choices' | 'choice' | 'putChoice' | 'dropChoice'
>

/** Longer than any try may take: whoever holds a message for longer is dead. */
const heldMinutes = 3

interface MessageRow {
  id: string
  person: string
  day: string
  channel: OutboxMessage['channel']
  waiting: number
  escalated: number
  link: string
  state: OutboxRow['state']
  tries: number
  next_at: string
  made_at: string
  ended_at: string | null
  reason_zh: string | null
  reason_en: string | null
}

/**
 * The outbox. A message is claimed in a transaction of its own before anything is sent, so that
 * a process that dies meanwhile leaves it claimed, and nobody sends it again by itself.
 */
export function outbox(pool: Pool): OutboxPart {
  const { reading, writing } = transactionsOver(pool)
  return {
    reminding: async () => {
      const { rows } = await pool.query<{ org_id: number; made_day: string | null }>(
        'SELECT org_id, made_day FROM jobs.reminding ORDER BY org_id',
      )
      return rows.map((row) => ({ org: row.org_id, madeDay: row.made_day }))
    },
    startReminding: async (org, madeDay) => {
      await pool.query(
        `INSERT INTO jobs.reminding AS r (org_id, made_day) VALUES ($1, $2)
         ON CONFLICT (org_id) DO UPDATE SET made_day = greatest(r.made_day, $2)`,
        [org, madeDay],
      )
    },
    stopReminding: async (org) => {
      await pool.query('DELETE FROM jobs.reminding WHERE org_id = $1', [org])
    },
    putDay: (org, day) => writing(org, async (scope) => putDay(scope, day)),
    forgetBefore: (org, day) =>
      writing(org, async (scope) => {
        scope.send({
          text: `DELETE FROM jobs.outbox
                 WHERE org_id = $1 AND day < $2 AND state NOT IN ('waiting', 'sending')`,
          values: [scope.org, day],
        })
      }),
    delivering: async (now) => {
      const { rows } = await pool.query<{ org_id: number }>(
        'SELECT org_id FROM jobs.reminding WHERE deliver_at <= $1 ORDER BY deliver_at',
        [now],
      )
      return rows.map((row) => row.org_id)
    },
    claim: (org, now) => writing(org, (scope) => claim(scope, now)),
    giveUpLost: (org, at) => writing(org, async (scope) => giveUpLost(scope, at)),
    settle: (org, message) => writing(org, async (scope) => settle(scope, message)),
    passed: (org) => writing(org, passed),
    outbox: (org, page) => reading(org, (scope) => pageOf(scope, page)),
    tryAgain: (org, message) => writing(org, (scope) => tryAgain(scope, message)),
  }
}

function putDay(scope: Scope, { day, now, messages }: Parameters<Reminders['putDay']>[1]): void {
  for (const { id, person, channel, waiting, escalated, link } of messages) {
    scope.send({
      text: `INSERT INTO jobs.outbox (org_id, person, day, channel, id, waiting, escalated, link,
               state, tries, next_at, made_at)
             SELECT $1, $2, $3, $4, $5, $6, $7, $8, 'waiting', 0, $9, $9
             WHERE NOT EXISTS (SELECT FROM jobs.outbox
                               WHERE org_id = $1 AND person = $2 AND day = $3)
             ON CONFLICT DO NOTHING`,
      values: [scope.org, person, day, channel, id, waiting, escalated, link, now],
    })
  }
  scope.send({
    text: `UPDATE jobs.reminding SET made_day = $2, deliver_at = least(deliver_at, $3)
           WHERE org_id = $1`,
    values: [scope.org, day, now],
  })
}

async function claim(scope: Scope, now: string): Promise<OutboxMessage | null> {
  const [row] = await scope.rows<MessageRow>({
    text: `UPDATE jobs.outbox SET state = 'sending', tries = tries + 1,
             held_until = now() + $3 * interval '1 minute'
           WHERE org_id = $1 AND id = (
             SELECT id FROM jobs.outbox
             WHERE org_id = $1 AND state = 'waiting' AND next_at <= $2
             ORDER BY next_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
           RETURNING id, person, day, channel, waiting, escalated, link, tries`,
    values: [scope.org, now, heldMinutes],
  })
  if (row === undefined) return null
  const { id, person, day, channel, waiting, escalated, link, tries } = row
  return { id, person, day, channel, waiting, escalated, link, tries }
}

function giveUpLost(scope: Scope, { now, reason }: { now: string; reason: Label }): void {
  scope.send({
    text: `UPDATE jobs.outbox SET state = 'unknown', reason_zh = $2, reason_en = $3, ended_at = $4
           WHERE org_id = $1 AND state = 'sending' AND held_until < now()`,
    values: [scope.org, reason.zh, reason.en, now],
  })
}

// How many things waited for somebody is forgotten as soon as the message has said it.
function settle(
  scope: Scope,
  { id, now, settled }: { id: string; now: string; settled: Settled },
): void {
  const isWaiting = settled.state === 'waiting'
  const reason = settled.state === 'sent' ? null : settled.reason
  scope.send({
    text: `UPDATE jobs.outbox SET state = $3, reason_zh = $4, reason_en = $5,
             next_at = coalesce($6, next_at), tries = tries - $7, held_until = NULL,
             ended_at = $8,
             waiting = CASE WHEN $3 = 'sent' THEN NULL ELSE waiting END,
             escalated = CASE WHEN $3 = 'sent' THEN NULL ELSE escalated END
           WHERE org_id = $1 AND id = $2 AND state = 'sending'`,
    values: [
      scope.org,
      id,
      settled.state,
      reason?.zh ?? null,
      reason?.en ?? null,
      isWaiting ? settled.nextAt : null,
      isWaiting && !settled.counts ? 1 : 0,
      isWaiting ? null : now,
    ],
  })
}

// Locked first: a message that is put in meanwhile waits here, and is seen by who comes after.
async function passed(scope: Scope): Promise<void> {
  await scope.rows({
    text: 'SELECT FROM jobs.reminding WHERE org_id = $1 FOR UPDATE',
    values: [scope.org],
  })
  scope.send({
    text: `UPDATE jobs.reminding SET deliver_at = (
             SELECT min(CASE WHEN state = 'waiting' THEN next_at ELSE held_until END)
             FROM jobs.outbox WHERE org_id = $1 AND state IN ('waiting', 'sending'))
           WHERE org_id = $1`,
    values: [scope.org],
  })
}

async function pageOf(
  scope: Scope,
  { state, after, limit }: Parameters<Reminders['outbox']>[1],
): Promise<Page<OutboxRow>> {
  const [at, id] = after === undefined ? [null, null] : cursor(after)
  const rows = await scope.rows<MessageRow>({
    text: `SELECT id, person, day, channel, state, tries, made_at, next_at, ended_at,
             reason_zh, reason_en FROM jobs.outbox
           WHERE org_id = $1 AND ($2::text IS NULL OR state = $2)
             AND ($3::timestamptz IS NULL OR (made_at, id) < ($3, $4::uuid))
           ORDER BY made_at DESC, id DESC LIMIT $5`,
    values: [scope.org, state ?? null, at, id, limit + 1],
  })
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: rows.slice(0, limit).map(rowOf),
    next: last === undefined ? null : `${last.made_at}~${last.id}`,
  }
}

function rowOf(row: MessageRow): OutboxRow {
  const { id, person, day, channel, state, tries } = row
  return {
    id,
    person,
    day,
    channel,
    state,
    tries,
    madeAt: row.made_at,
    endedAt: row.ended_at,
    nextAt: state === 'waiting' ? row.next_at : null,
    reason: row.reason_zh === null ? null : { zh: row.reason_zh, en: row.reason_en ?? '' },
  }
}

async function tryAgain(
  scope: Scope,
  { id, day, now }: { id: string; day: string; now: string },
): Promise<boolean> {
  if (!isRecordId(id)) return false
  const rows = await scope.rows({
    text: `UPDATE jobs.outbox SET state = 'waiting', tries = 0, next_at = $4, ended_at = NULL
           WHERE org_id = $1 AND id = $2 AND day = $3 AND state IN ('dead', 'unknown')
           RETURNING id`,
    values: [scope.org, id, day, now],
  })
  scope.send({
    text: `UPDATE jobs.reminding SET deliver_at = least(deliver_at, $2) WHERE org_id = $1`,
    values: [scope.org, now],
  })
  return rows.length === 1
}

function cursor(text: string): [string, string] {
  const [at = '', id = ''] = text.split('~')
  if (isInstantText(at) && isRecordId(id)) return [at, id]
  return refuseCursor()
}
