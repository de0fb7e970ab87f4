import { createHash, createHmac, randomUUID, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ClientConfig, Pool, PoolClient } from 'pg'
import { openPool } from '../src/adapters/postgres/open-pool.ts'
import { canonicalJson } from '../src/log/canonical-json.ts'
import { ceilingOrg } from './ceiling-schema.ts'

/** What a client sends: the body of a new meeting, as the product takes it. */
interface Sent {
  readonly values: { readonly kind: string; readonly heldOn: string }
}

interface Waiting {
  readonly sent: Sent
  readonly id: string
  resolve(seq: number): void
  reject(error: unknown): void
}

const batchMax = 256
const secret = 'bench'
const begin = `BEGIN; SET LOCAL app.org = '${ceilingOrg}'`

/** The token that this server takes. */
export const ceilingToken = `clerk.${createHmac('sha256', secret).update('clerk').digest('hex')}`

/**
 * The least that could call itself such a server: node:http and pg, a signed token, a chain of
 * hashes, one commit for all who wait, row-level security, one stored count. It checks three
 * fields, knows no registers, keeps no versions and proves nothing. It prints its port.
 */
export async function serveCeiling(connection: ClientConfig): Promise<void> {
  const pool = openPool(connection, { max: 8 })
  const append = groupCommits(await pool.connect())
  const server = createServer((request, response) => {
    answer({ pool, append }, request).then(
      ({ status, body }) => send(response, status, body),
      (error: unknown) => send(response, 500, { error: String(error) }),
    )
  })
  server.listen(0, '127.0.0.1', () => {
    process.stdout.write(`${(server.address() as AddressInfo).port}\n`)
  })
}

interface Parts {
  readonly pool: Pool
  append(sent: Sent): Promise<{ id: string; seq: number }>
}

async function answer(
  { pool, append }: Parts,
  request: IncomingMessage,
): Promise<{ status: number; body: unknown }> {
  if (!isKnown(request.headers.authorization ?? '')) return { status: 401, body: {} }
  if (request.method === 'POST') {
    const sent = JSON.parse(await textOf(request)) as Sent
    const { kind, heldOn } = sent.values
    const isSound = typeof kind === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(heldOn)
    if (!isSound) return { status: 422, body: {} }
    return { status: 201, body: { ...(await append(sent)), values: sent.values } }
  }
  const kind = new URL(request.url ?? '', 'http://ceiling').searchParams.get('kind') ?? ''
  if (!/^[a-z-]+$/.test(kind)) return { status: 422, body: {} }
  return { status: 200, body: { items: await list(pool, kind) } }
}

function isKnown(authorization: string): boolean {
  const given = createHash('sha256').update(authorization).digest()
  return timingSafeEqual(given, createHash('sha256').update(`Bearer ${ceilingToken}`).digest())
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}

// Everything in one message to the database and back; the kind was checked against a pattern.
async function list(pool: Pool, kind: string): Promise<readonly unknown[]> {
  const answers = (await pool.query(`${begin};
    SELECT id, seq, kind, held_on, body FROM fact WHERE org = ${ceilingOrg} AND kind = '${kind}'
    ORDER BY held_on DESC, id DESC LIMIT 50; COMMIT`)) as unknown as { rows: unknown[] }[]
  return answers[2]?.rows ?? []
}

function groupCommits(client: PoolClient): Parts['append'] {
  const queue: Waiting[] = []
  let head = { seq: Date.now(), hash: Buffer.alloc(32) }
  let isBusy = false
  const flush = async () => {
    if (isBusy) return
    isBusy = true
    while (queue.length > 0) {
      const batch = queue.splice(0, batchMax)
      try {
        head = await commit(client, batch, head)
      } catch (error) {
        for (const one of batch) one.reject(error)
      }
    }
    isBusy = false
  }
  return (sent) =>
    new Promise((resolve, reject) => {
      const id = randomUUID()
      queue.push({ sent, id, resolve: (seq) => resolve({ id, seq }), reject })
      setImmediate(() => void flush())
    })
}

interface Head {
  readonly seq: number
  readonly hash: Buffer<ArrayBuffer>
}

async function commit(client: PoolClient, batch: readonly Waiting[], from: Head): Promise<Head> {
  let head = from
  const rows = batch.map(({ sent: { values }, id }) => {
    const seq = head.seq + 1
    const body = canonicalJson({ seq, id, values })
    const hash = createHash('sha256').update(head.hash).update(body).digest()
    head = { seq, hash }
    return { id, seq, body, hash, values }
  })
  const tallies = new Map<string, number>()
  for (const { values } of rows) {
    const key = `${values.kind} ${values.heldOn.slice(0, 7)}`
    tallies.set(key, (tallies.get(key) ?? 0) + 1)
  }
  await Promise.all([client.query(begin), ...writes(client, rows, tallies), client.query('COMMIT')])
  batch.forEach((one, at) => one.resolve(rows[at]?.seq ?? 0))
  return head
}

function writes(
  client: PoolClient,
  rows: readonly { id: string; seq: number; body: string; hash: Buffer; values: Sent['values'] }[],
  tallies: ReadonlyMap<string, number>,
): readonly Promise<unknown>[] {
  const seqs = rows.map(({ seq }) => seq)
  return [
    client.query({
      name: 'entry',
      text: `INSERT INTO entry SELECT ${ceilingOrg}, * FROM unnest($1::bigint[], $2::text[], $3::bytea[])`,
      values: [seqs, rows.map(({ body }) => body), rows.map(({ hash }) => hash)],
    }),
    client.query({
      name: 'fact',
      text: `INSERT INTO fact SELECT ${ceilingOrg}, * FROM
               unnest($1::uuid[], $2::text[], $3::date[], $4::bigint[], $5::jsonb[])`,
      values: [
        rows.map(({ id }) => id),
        rows.map(({ values }) => values.kind),
        rows.map(({ values }) => values.heldOn),
        seqs,
        rows.map(({ values }) => JSON.stringify(values)),
      ],
    }),
    client.query({
      name: 'tally',
      text: `INSERT INTO tally SELECT ${ceilingOrg}, * FROM unnest($1::text[], $2::text[], $3::bigint[])
             ON CONFLICT (org, kind, month) DO UPDATE SET n = tally.n + excluded.n`,
      values: [
        [...tallies.keys()].map((key) => key.split(' ')[0]),
        [...tallies.keys()].map((key) => key.split(' ')[1]),
        [...tallies.values()],
      ],
    }),
  ]
}
