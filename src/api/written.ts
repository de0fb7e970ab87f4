import { createHash } from 'node:crypto'
import type { Appended, Session } from '../app/ports/store-ports.ts'
import { shownRecords } from '../app/records/shown-record.ts'
import type { AppendRequest } from '../append/append-request.ts'
import type { Lang } from '../ledger/label.ts'
import type { LedgerRecord } from '../ledger/record/record.ts'
import type { RecordView, WriteAnswer } from './contract/record.ts'
import { tagOf } from './preconditions.ts'
import type { Service } from './service.ts'

/** What a repeated request is known by: two callers may think of the same key. */
export function idempotencyOf(
  session: Session,
  key: string | null,
  said: readonly [what: string, body: unknown],
): AppendRequest['idempotency'] {
  if (key === null) return null
  const text = `${said[0]}\n${JSON.stringify(said[1])}`
  const digest = createHash('sha256').update(text).digest('hex')
  return { key: `${session.actor.id} ${key}`, digest }
}

/** A record as the caller may see it. */
export async function shown(
  { ports }: Service,
  session: Session,
  { record, lang }: { record: LedgerRecord; lang: Lang },
): Promise<RecordView> {
  const roster = await ports.rosters.of(session.org.id)
  const [one] = shownRecords(session, [record], { roster, lang })
  if (!one) throw new Error('a record was not shown')
  return one
}

/** The answer to a write: the record as it stands, and the promise of the log. */
export async function written(
  service: Service,
  session: Session,
  { appended, lang }: { appended: Appended; lang: Lang },
): Promise<{ body: WriteAnswer; headers: Record<string, string> }> {
  const { record, index, leafHash, receipt, repeated } = appended
  if (!record) throw new Error('a record was written and is not there')
  const view = await shown(service, session, { record, lang })
  return { body: { record: view, index, leafHash, receipt, repeated }, headers: tagOf(record) }
}
