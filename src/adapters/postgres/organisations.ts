import type { Pool } from 'pg'
import { originOf, pathUnder } from '../../app/ports/organisation-ports.ts'
import type { FoundOrganisation, Organisation, OrgId, Store } from '../../app/ports/store-ports.ts'
import type { AppendRequest } from '../../append/append-request.ts'
import type { Random } from '../../append/effects.ts'
import { planBatch } from '../../append/plan-batch.ts'
import { prepareWrite } from '../../append/prepare-write.ts'
import { unhurried } from '../../append/unhurried.ts'
import { refuse } from '../../ledger/fault.ts'
import { searchForm } from '../../ledger/record/search-text.ts'
import { emptyRange, encodeRange } from '../../log/compact-range.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { emptyRoot } from '../../log/merkle-hash.ts'
import type { Checkpointer } from '../signing/checkpointer.ts'
import type { ReceiptKeys } from '../signing/receipt-keys.ts'
import { sendPlan } from './batch-statements.ts'
import type { EntryMoment, ReadMoment } from './entry-moment.ts'
import { noOrganisation } from './trail.ts'
import type { Scope } from './within-organisation.ts'
import { withinOrganisation } from './within-organisation.ts'

interface OrganisationRow {
  org_id: number
  public_id: string
  kind: 'real' | 'demo'
  name_zh: string
  name_en: string
  parent_id: number | null
  path: string
  zone: string
  origin: string
}

/** What founding an organisation needs. */
export interface FoundingParts {
  readonly pool: Pool
  readonly crypto: LogCrypto
  readonly readMoment: ReadMoment
  readonly random: Random
  readonly receiptKeys: ReceiptKeys
  readonly checkpointer: Checkpointer
}

const organisationColumns =
  'org_id, public_id, kind, name_zh, name_en, parent_id, path, zone, origin'

/** The whole tree of bodies, in the order of its paths. */
export function readOrganisations(pool: Pool): Promise<readonly Organisation[]> {
  return organisationsWhere(pool, { name: 'all', where: 'true ORDER BY path', values: [] })
}

/** One organisation, by its number or its public id; null: there is none. */
export async function readOrganisation(
  pool: Pool,
  by: { readonly id: OrgId } | { readonly publicId: string },
): Promise<Organisation | null> {
  const asked =
    'id' in by
      ? { name: 'by-id', where: 'org_id = $1', values: [by.id] }
      : { name: 'by-public-id', where: 'public_id = $1', values: [by.publicId] }
  return (await organisationsWhere(pool, asked))[0] ?? null
}

/** Those of these organisations whose name holds some words; all for none. */
export function organisationsAmong(
  pool: Pool,
  { ids, named, behind, limit }: Parameters<Store['organisationsAmong']>[0],
): Promise<readonly Organisation[]> {
  return organisationsWhere(pool, {
    name: 'among',
    where: `org_id = ANY ($1::bigint[]) AND path > $2
      AND ($3 = '' OR strpos(lower(name_zh || ' ' || name_en), $3) > 0)
      ORDER BY path LIMIT $4`,
    values: [ids, behind, named.toLowerCase(), limit],
  })
}

function organisationsWhere(
  pool: Pool,
  { name, where, values }: { name: string; where: string; values: readonly unknown[] },
): Promise<readonly Organisation[]> {
  return withinOrganisation(pool, { org: noOrganisation, mode: 'read' }, async (scope) => {
    const rows = await scope.rows<OrganisationRow>({
      name: `organisations-${name}`,
      text: `SELECT ${organisationColumns} FROM ledger.organisation WHERE ${where}`,
      values: [...values],
    })
    return rows.map((row) => ({
      id: row.org_id,
      publicId: row.public_id,
      name: { zh: row.name_zh, en: row.name_en },
      kind: row.kind,
      origin: row.origin,
      path: row.path,
      parent: row.parent_id,
      zone: row.zone,
    }))
  })
}

/** The number that the next organisation gets, unless another founder is faster. */
function readNextNumber(pool: Pool): Promise<OrgId> {
  return withinOrganisation(pool, { org: noOrganisation, mode: 'read' }, async (scope) => {
    const [row] = await scope.rows<{ next: OrgId }>({
      name: 'next-organisation',
      text: 'SELECT coalesce(max(org_id), 0) + 1 AS next FROM ledger.organisation',
    })
    return row?.next ?? 1
  })
}

/** Two founders at once may draw one number; the key decides and the loser draws again. */
const foundTriesMax = 20

/** Makes keys, row, empty log and first entry; the entry carries both verifier keys. */
export async function foundOrganisation(
  parts: FoundingParts,
  request: FoundOrganisation,
): Promise<Organisation> {
  checkZone(request.zone)
  const momentOf = await parts.readMoment()
  const publicId = parts.random.uuid()
  const origin = originOf({ publicId, kind: request.kind })
  const seed = request.kind === 'demo' ? parts.random.bytes(32) : null
  const receiptSeed = request.kind === 'demo' ? parts.random.bytes(32) : null
  const keys = {
    log: await parts.checkpointer.makeLogKey({ publicId, origin }, seed),
    receipt: await parts.receiptKeys.make({ publicId, origin }, receiptSeed),
  }
  const { parent } = request
  const above = parent === null ? null : await readOrganisation(parts.pool, { id: parent })
  if (parent !== null && above === null) unknownParent()
  if (above !== null && above.kind !== request.kind) mixedKinds()
  for (let tries = 1; ; tries += 1) {
    const id = await readNextNumber(parts.pool)
    const { kind, name, zone } = request
    const path = pathUnder(above ?? undefined, id)
    const organisation = { id, publicId, name, kind, origin, path, parent, zone }
    try {
      await withinOrganisation(parts.pool, { org: organisation.id, mode: 'write' }, (scope) =>
        writeFounding({ ...parts, momentOf }, scope, {
          organisation,
          above,
          keys,
          actor: request.actor,
        }),
      )
      return organisation
    } catch (error) {
      const isTaken = (error as { code?: string }).code === '23505'
      if (!isTaken || tries === foundTriesMax) throw error
    }
  }
}

async function writeFounding(
  { crypto, momentOf, random, receiptKeys }: FoundingParts & { momentOf: EntryMoment },
  scope: Scope,
  founding: {
    organisation: Organisation
    above: Organisation | null
    keys: { log: string; receipt: string }
    actor: string
  },
): Promise<void> {
  const { organisation, keys } = founding
  const { publicId, origin } = organisation
  const now = await momentOf(scope, null)
  await insertOrganisation(scope, organisation, new Date(now).toISOString())
  scope.send({
    text: `INSERT INTO ledger.log_head (org_id, size, compact_range, root)
           VALUES ($1, 0, $2, $3)`,
    values: [scope.org, encodeRange(emptyRange), emptyRoot(crypto)],
  })
  for (const [purpose, vkey] of Object.entries(keys)) {
    scope.send({
      text: 'INSERT INTO ledger.log_key (org_id, purpose, since, vkey) VALUES ($1, $2, 0, $3)',
      values: [scope.org, purpose, vkey],
    })
  }
  const write = prepareWrite({ crypto, random }, foundingEntry(founding))
  const state = {
    org: publicId,
    head: { range: emptyRange, recordedAt: null },
    now,
    records: new Map(),
    answers: new Map(),
  }
  const plan = await unhurried(planBatch(crypto, state, [write]))
  const before = { head: state.head, facets: new Map() }
  await sendPlan(scope, { plan, before }, (entries) =>
    receiptKeys.sign({ publicId, origin }, keys.receipt, entries),
  )
}

function foundingEntry({
  organisation: { name, kind, zone, origin },
  above,
  keys,
  actor,
}: {
  organisation: Organisation
  above: Organisation | null
  keys: { log: string; receipt: string }
  actor: string
}): AppendRequest {
  const values = {
    nameZh: name.zh,
    nameEn: name.en,
    kind,
    zone,
    origin,
    logKey: keys.log,
    receiptKey: keys.receipt,
    // Public id of the organisation above; empty at the top.
    parent: above?.publicId ?? '',
  }
  return {
    kind: 'found',
    register: null,
    record: null,
    expected: null,
    values,
    actor,
    occurredOn: null,
    lateDays: 0,
    lateReason: null,
    pack: null,
    title: name.zh,
    search: searchForm(`${name.zh} ${name.en}`),
    idempotency: null,
  }
}

async function insertOrganisation(
  scope: Scope,
  organisation: Organisation,
  foundedAt: string,
): Promise<void> {
  const { id, publicId, kind, name, parent, path, zone, origin } = organisation
  await scope.rows({
    text: `INSERT INTO ledger.organisation (org_id, public_id, kind, name_zh, name_en,
             parent_id, path, zone, origin, founded_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    values: [id, publicId, kind, name.zh, name.en, parent, path, zone, origin, foundedAt],
  })
}

/** Refuses with `organisation.unknown`. */
export function unknownOrganisation(): never {
  return refuse('organisation.unknown', {
    text: { zh: '没有这个单位。', en: 'There is no such organisation.' },
    hint: { zh: '请从单位列表中选择。', en: 'Choose one from the list.' },
  })
}

function checkZone(zone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
  } catch {
    refuse('organisation.zone', {
      at: ['zone'],
      text: { zh: `没有时区“${zone}”。`, en: `There is no time zone ${zone}.` },
      hint: { zh: '例如 Asia/Shanghai。', en: 'For example Asia/Shanghai.' },
    })
  }
}

function unknownParent(): never {
  refuse('organisation.parent', {
    at: ['parent'],
    text: { zh: '没有这个上级单位。', en: 'There is no such parent organisation.' },
    hint: { zh: '请从单位列表中选择。', en: 'Choose one from the list.' },
  })
}

function mixedKinds(): never {
  refuse('organisation.kind', {
    at: ['kind'],
    text: {
      zh: '演示单位与真实单位不能互为上下级。',
      en: 'A demo unit and a real one cannot stand above or below each other.',
    },
    hint: { zh: '请选择同类的上级单位。', en: 'Choose a parent of the same kind.' },
  })
}
