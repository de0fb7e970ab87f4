import type { Pool } from 'pg'
import type {
  ArrivedItem,
  Attempt,
  ExchangeStore,
  HeardFrom,
  Partner,
} from '../../../app/ports/exchange-ports.ts'
import type { Organisation, OrgId } from '../../../app/ports/store-ports.ts'
import type { ItemKind } from '../../../report/exchange/item-kinds.ts'
import type { RefusedItem } from '../../../report/exchange/parcel.ts'
import type { Checkpointer } from '../../signing/checkpointer.ts'
import type { Scope } from '../within-organisation.ts'
import { transactionsOver } from '../within-organisation.ts'

/** What organisations exchange with logs of other servers, in PostgreSQL. */
export function openExchange({
  pool,
  checkpointer,
  known,
}: {
  readonly pool: Pool
  readonly checkpointer: Checkpointer
  readonly known: (org: OrgId) => Promise<Organisation>
}): ExchangeStore {
  const { reading, writing } = transactionsOver(pool)
  return {
    partners: (org) => reading(org, (scope) => readPartners(scope, null)),
    partner: async (org, origin) =>
      (await reading(org, (scope) => readPartners(scope, origin)))[0] ?? null,
    heard: (org, told) => writing(org, async (scope) => sendHeard(scope, told)),
    sent: (org, origin, sizes) => writing(org, async (scope) => sendSent(scope, origin, sizes)),
    attempted: (org, attempt) => writing(org, async (scope) => sendAttempt(scope, attempt)),
    troubled: (org, trouble) => writing(org, async (scope) => sendTrouble(scope, trouble)),
    keep: (org, item) => writing(org, (scope) => keepItem(scope, item)),
    refuse: (org, from, item) => writing(org, async (scope) => sendRefused(scope, from, item)),
    arrivedFrom: (org, origin) => reading(org, (scope) => keysFrom(scope, origin)),
    arrived: (org, asked) => reading(org, (scope) => readArrived(scope, asked)),
    arrivedBytes: (org, item) => reading(org, (scope) => readBytes(scope, item)),
    signParcel: async (org, parcel) => checkpointer.signParcel(await known(org), parcel),
  }
}

function readPartners(scope: Scope, origin: string | null): Promise<readonly Partner[]> {
  return scope.rows<Partner>({
    name: 'read-partners',
    text: `SELECT origin, made_at AS "madeAt", heard_at AS "heardAt", seen_size AS "seenSize",
             array_to_json(sent_sizes) AS "sentSizes", in_force AS "inForce", holds, refused,
             trouble, failures, tried_at AS "triedAt"
           FROM ledger.partner WHERE org_id = $1 AND ($2::text IS NULL OR origin = $2)
           ORDER BY origin`,
    values: [scope.org, origin],
  })
}

// A parcel that was long on its way says nothing that a newer one has not corrected.
function sendHeard(scope: Scope, told: HeardFrom): void {
  const { origin, madeAt, heardAt, seenSize, inForce, holds, refused } = told
  scope.send({
    name: 'partner-heard',
    text: `INSERT INTO ledger.partner AS p
             (org_id, origin, made_at, heard_at, seen_size, in_force, holds, refused)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
           ON CONFLICT (org_id, origin) DO UPDATE SET made_at = EXCLUDED.made_at,
             heard_at = EXCLUDED.heard_at, seen_size = greatest(p.seen_size, EXCLUDED.seen_size),
             in_force = EXCLUDED.in_force, holds = EXCLUDED.holds, refused = EXCLUDED.refused,
             trouble = NULL
           WHERE p.made_at IS NULL OR p.made_at < EXCLUDED.made_at`,
    values: [scope.org, origin, madeAt, heardAt, seenSize, inForce, holds, JSON.stringify(refused)],
  })
}

function sendSent(scope: Scope, origin: string, sizes: readonly number[]): void {
  scope.send({
    name: 'partner-sent',
    text: `INSERT INTO ledger.partner (org_id, origin, sent_sizes) VALUES ($1, $2, $3)
           ON CONFLICT (org_id, origin) DO UPDATE SET sent_sizes = EXCLUDED.sent_sizes`,
    values: [scope.org, origin, sizes],
  })
}

function sendAttempt(scope: Scope, { origin, triedAt, trouble }: Attempt): void {
  scope.send({
    name: 'partner-attempted',
    text: `INSERT INTO ledger.partner AS p (org_id, origin, tried_at, trouble, failures)
           VALUES ($1, $2, $3, $4::jsonb, CASE WHEN $4::jsonb IS NULL THEN 0 ELSE 1 END)
           ON CONFLICT (org_id, origin) DO UPDATE SET tried_at = EXCLUDED.tried_at,
             trouble = coalesce(EXCLUDED.trouble, p.trouble),
             failures = CASE WHEN $4::jsonb IS NULL THEN 0 ELSE p.failures + 1 END`,
    values: [scope.org, origin, triedAt, trouble === null ? null : JSON.stringify(trouble)],
  })
}

function sendTrouble(scope: Scope, { origin, trouble }: Omit<Attempt, 'triedAt'>): void {
  scope.send({
    name: 'partner-troubled',
    text: `INSERT INTO ledger.partner (org_id, origin, trouble) VALUES ($1, $2, $3)
           ON CONFLICT (org_id, origin) DO UPDATE SET trouble = EXCLUDED.trouble`,
    values: [scope.org, origin, trouble === null ? null : JSON.stringify(trouble)],
  })
}

// Comparing and storing are one statement: of two bundles at once one keeps the item. What was
// refused before, and holds now that the right key is believed, is kept.
async function keepItem(
  scope: Scope,
  { origin, kind, id, about, bytes, arrivedAt }: Parameters<ExchangeStore['keep']>[1],
): Promise<boolean> {
  const rows = await scope.rows({
    name: 'keep-arrived',
    text: `INSERT INTO ledger.arrived AS a (org_id, origin, kind, id, about, bytes, arrived_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7)
           ON CONFLICT (org_id, origin, kind, id) DO UPDATE SET about = EXCLUDED.about,
             bytes = EXCLUDED.bytes, refused = NULL, arrived_at = EXCLUDED.arrived_at
           WHERE a.refused IS NOT NULL
           RETURNING id`,
    values: [scope.org, origin, kind, id, about, Buffer.from(bytes), arrivedAt],
  })
  return rows.length === 1
}

function sendRefused(
  scope: Scope,
  origin: string,
  { kind, id, code, text, at }: RefusedItem & { readonly at: string },
): void {
  scope.send({
    name: 'refuse-arrived',
    text: `INSERT INTO ledger.arrived (org_id, origin, kind, id, about, refused, arrived_at)
           VALUES ($1, $2, $3, $4, '', $5, $6)
           ON CONFLICT (org_id, origin, kind, id) DO NOTHING`,
    values: [scope.org, origin, kind, id, JSON.stringify({ code, text }), at],
  })
}

/** Of one log: more than anybody has under way. */
const keysMax = 5_000
const refusedMax = 500

async function keysFrom(scope: Scope, origin: string) {
  const rows = await scope.rows<{
    kind: string
    id: string
    refused: Pick<RefusedItem, 'code' | 'text'> | null
  }>({
    name: 'arrived-from',
    text: `SELECT kind, id, refused FROM ledger.arrived WHERE org_id = $1 AND origin = $2
           ORDER BY arrived_at DESC, kind, id LIMIT $3`,
    values: [scope.org, origin, keysMax],
  })
  return {
    holds: rows.filter(({ refused }) => refused === null).map(({ kind, id }) => `${kind} ${id}`),
    refused: rows
      .flatMap(({ kind, id, refused }) => (refused === null ? [] : [{ kind, id, ...refused }]))
      .slice(0, refusedMax),
  }
}

/** What is looked at together: calls in force and their answers. */
const arrivedMax = 20_000

function readArrived(
  scope: Scope,
  { kinds, about }: { kinds: readonly ItemKind[]; about?: readonly string[] },
): Promise<readonly ArrivedItem[]> {
  return scope.rows<ArrivedItem>({
    name: 'read-arrived',
    text: `SELECT origin, kind, id, about FROM ledger.arrived
           WHERE org_id = $1 AND kind = ANY ($2::text[]) AND bytes IS NOT NULL
             AND ($3::text[] IS NULL OR about = ANY ($3::text[]))
           ORDER BY arrived_at, id LIMIT $4`,
    values: [scope.org, kinds, about ?? null, arrivedMax],
  })
}

async function readBytes(
  scope: Scope,
  { origin, kind, id }: ArrivedItem,
): Promise<Uint8Array | null> {
  const [row] = await scope.rows<{ bytes: Buffer | null }>({
    name: 'read-arrived-bytes',
    text: `SELECT bytes FROM ledger.arrived
           WHERE org_id = $1 AND origin = $2 AND kind = $3 AND id = $4`,
    values: [scope.org, origin, kind, id],
  })
  return row?.bytes ?? null
}
