import type { Page, TrailLine, TrailQuery } from '../../app/ports/store-ports.ts'
import { refuseCursor } from '../../ledger/fault.ts'
import { isRecordId } from '../../ledger/record/record.ts'
import { isInstantText } from '../../log/calendar-text.ts'
import { limitOf } from './record-rows.ts'
import type { Scope } from './within-organisation.ts'

/** Number under which stands what concerns no organisation, such as a failed sign-in. */
export const noOrganisation = 0

/** Characters of a subject or a detail at most; more is cut, so that no caller can flood it. */
const trailTextMax = 2_000

interface TrailRow {
  at: string
  id: string
  actor: string
  act: string
  subject: string | null
  outcome: 'done' | 'refused'
  detail: string | null
}

/** Sends one line of the trail. */
export function sendTrailLine(
  scope: Scope,
  { line, at, id }: { line: TrailLine; at: string; id: string },
): void {
  const cut = (text: string | null): string | null =>
    text === null ? null : text.replaceAll('\0', ' ').slice(0, trailTextMax)
  scope.send({
    name: 'insert-trail',
    text: `INSERT INTO ledger.trail (org_id, at, id, actor, act, subject, outcome, detail)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [
      scope.org,
      at,
      id,
      cut(line.actor),
      cut(line.act),
      cut(line.subject),
      line.outcome,
      cut(line.detail),
    ],
  })
}

/** One page of the trail, newest first. */
export async function trailPage(
  scope: Scope,
  page: TrailQuery,
): Promise<Page<TrailLine & { readonly at: string }>> {
  const [at, id] = page.after === undefined ? [null, null] : cursor(page.after)
  const limit = limitOf(page.limit)
  const rows = await scope.rows<TrailRow>({
    name: 'read-trail',
    text: `SELECT at, id, actor, act, subject, outcome, detail FROM ledger.trail
           WHERE org_id = $1 AND ($2::timestamptz IS NULL OR (at, id) < ($2, $3::uuid))
             AND ($5::text IS NULL OR actor = $5
               OR starts_with(actor, 'standing-in:' || $5 || ':'))
             AND ($6::text IS NULL OR act = $6)
             AND ($7::date IS NULL OR at >= $7::date::timestamp AT TIME ZONE $9)
             AND ($8::date IS NULL OR at < ($8::date + 1)::timestamp AT TIME ZONE $9)
           ORDER BY at DESC, id DESC LIMIT $4`,
    values: [
      scope.org,
      at,
      id,
      limit + 1,
      page.actor ?? null,
      page.act ?? null,
      page.from ?? null,
      page.to ?? null,
      page.zone,
    ],
  })
  const last = rows.length > limit ? rows[limit - 1] : undefined
  const items = rows.slice(0, limit).map(({ at, actor, act, subject, outcome, detail }) => ({
    at,
    actor,
    act,
    subject,
    outcome,
    detail,
  }))
  return { items, next: last === undefined ? null : `${last.at}~${last.id}` }
}

function cursor(text: string): [string, string] {
  const [at = '', id = ''] = text.split('~')
  if (isInstantText(at) && isRecordId(id)) return [at, id]
  refuseCursor()
}
