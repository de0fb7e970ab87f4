import type { Pool } from 'pg'
import type { Appended, EraseRequest } from '../../app/ports/store-ports.ts'
import type { AppendRequest } from '../../append/append-request.ts'
import type { Random } from '../../append/effects.ts'
import { planBatch } from '../../append/plan-batch.ts'
import { partsOfPayload, prepareWrite, shownPaths } from '../../append/prepare-write.ts'
import { unhurried } from '../../append/unhurried.ts'
import { Refusal, refuse } from '../../ledger/fault.ts'
import { isRecordId } from '../../ledger/record/record.ts'
import type { Values } from '../../ledger/value.ts'
import { unflattenFields } from '../../log/flatten-fields.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import type { ErasedPayload, Payload } from '../../log/payload-tree.ts'
import { erasePayload, payloadOfEntry, readableFields } from '../../log/payload-tree.ts'
import { appendedNow } from './appended.ts'
import { sendPlan } from './batch-statements.ts'
import type { LogIdentity } from './commit-batch.ts'
import type { EntryMoment, ReadMoment } from './entry-moment.ts'
import { lockState } from './locked-state.ts'
import { forgetParts } from './search-parts.ts'
import type { StoredEntryRow } from './stored-entry.ts'
import { storedEntry, storedEntryColumns, storedEntryFrom } from './stored-entry.ts'
import type { Scope } from './within-organisation.ts'
import { withinOrganisation } from './within-organisation.ts'

/** What an erasure works with. */
export interface ErasureParts {
  /** Signs in as the `eraser`, the one role that may change a payload. */
  readonly pool: Pool
  readonly crypto: LogCrypto
  readonly readMoment: ReadMoment
  readonly random: Random
  readonly identity: (org: number) => Promise<LogIdentity>
}

/**
 * Takes fields out of every version of a record, in one transaction with the entry that says so.
 * The record goes on as a next version without them.
 */
export async function eraseRecord(
  parts: ErasureParts,
  org: number,
  request: EraseRequest,
): Promise<Appended> {
  if (!isRecordId(request.record)) nothingThere()
  const identity = await parts.identity(org)
  const momentOf = await parts.readMoment()
  return withinOrganisation(parts.pool, { org, mode: 'write' }, (scope) =>
    writeErasure({ ...parts, momentOf }, scope, { request, identity }),
  )
}

interface ErasedVersion {
  readonly index: number
  readonly occurredOn: string | null
  readonly payload: ErasedPayload
}

async function writeErasure(
  { crypto, momentOf, random }: ErasureParts & { momentOf: EntryMoment },
  scope: Scope,
  { request, identity }: { request: EraseRequest; identity: LogIdentity },
): Promise<Appended> {
  const lock = prepareWrite(
    { crypto, random },
    erasingWrite(request, { register: null, versions: [] }),
  )
  const locked = await lockState(scope, [lock])
  const versions = await erasedVersions(crypto, scope, request)
  const register = locked.records.get(request.record)?.register ?? null
  const write = prepareWrite({ crypto, random }, erasingWrite(request, { register, versions }))
  const now = await momentOf(scope, locked.head.recordedAt)
  const state = { ...locked, org: identity.publicId, now }
  const plan = await unhurried(planBatch(crypto, state, [write]))
  const [outcome] = plan.outcomes
  if (outcome?.kind === 'refused') throw new Refusal(outcome.faults)
  const [entry] = plan.entries
  if (entry === undefined) throw new Error('an erasure made no entry')
  const sign = identity.receipts(locked.receiptKey)
  const [receipt = ''] = await sendPlan(scope, { plan, before: locked }, sign)
  scope.send({
    text: `UPDATE ledger.payload p SET secret = NULL, fields = NULL, erased = e.cells
           FROM unnest($2::bigint[], $3::jsonb[]) AS e (index, cells)
           WHERE p.org_id = $1 AND p.index = e.index`,
    values: [
      scope.org,
      versions.map((one) => one.index),
      versions.map((one) => JSON.stringify(one.payload.cells)),
    ],
  })
  // The digest of a request is a hash of what must be gone, and so is the key of an imported row.
  // That of a received report or call is none, and keeps it from being received again.
  scope.send({
    text: `UPDATE ledger.answer SET
             key = CASE WHEN key LIKE 'import %' THEN 'erased ' || index::text ELSE key END,
             digest = ''
           WHERE org_id = $1 AND index = ANY ($2::bigint[]) AND key !~ '^(received|call|acknowledged) '`,
    values: [scope.org, versions.map((one) => one.index)],
  })
  await forgetParts(
    scope,
    versions.map((one) => one.index),
  )
  return appendedNow(entry, receipt)
}

async function erasedVersions(
  crypto: LogCrypto,
  scope: Scope,
  { record, paths }: EraseRequest,
): Promise<readonly ErasedVersion[]> {
  const rows = await scope.rows<StoredEntryRow>({
    text: `SELECT ${storedEntryColumns} FROM ${storedEntryFrom}
           WHERE e.org_id = $1 AND e.record = $2 ORDER BY e.version`,
    values: [scope.org, record],
  })
  let isFound = false
  const versions = rows.flatMap((row): ErasedVersion[] => {
    const entry = storedEntry(row)
    const payload = payloadOfEntry(entry)
    if (payload === null) return []
    const here = presentPaths(payload, paths)
    isFound ||= here.length > 0
    const erased = erasePayload(crypto, payload, [...here, ...presentPaths(payload, shownPaths)])
    return [{ index: entry.index, occurredOn: entry.leaf.occurredOn, payload: erased }]
  })
  if (rows.length > 0 && !isFound) nothingThere()
  return versions
}

function presentPaths(payload: Payload, paths: readonly string[]): string[] {
  const cells = 'secret' in payload ? payload.fields : payload.cells
  return paths.filter((path) =>
    cells.some((cell) => cell.path === path || cell.path.startsWith(`${path}/`)),
  )
}

// The values that remain are those of the newest version, as its erased payload gives them.
function erasingWrite(
  request: EraseRequest,
  { register, versions }: { register: string | null; versions: readonly ErasedVersion[] },
): AppendRequest {
  const newest = versions.at(-1)
  const fields = newest === undefined ? {} : unflattenFields(readableFields(newest.payload))
  return {
    kind: 'erase',
    register,
    record: request.record,
    expected: request.expected,
    ...partsOfPayload((fields ?? {}) as Values),
    occurredOn: newest?.occurredOn ?? null,
    title: request.title,
    search: request.search,
    actor: request.actor,
    pack: request.pack,
    erases: versions.map((one) => one.index),
    reason: request.reason,
    idempotency: null,
  }
}

function nothingThere(): never {
  refuse('erase.path', {
    at: ['paths'],
    text: { zh: '记录中没有要删除的内容。', en: 'The record has none of what should be erased.' },
    hint: { zh: '请核对字段名称。', en: 'Check the names of the fields.' },
  })
}
