import { createHash } from 'node:crypto'
import type { IPv6 } from 'ipaddr.js'
import ipaddr from 'ipaddr.js'
import type { ClientBase, Pool } from 'pg'
import { refuse } from '../../ledger/fault.ts'
import { inTransaction } from './in-transaction.ts'
import type { HeldTurn } from './turns.ts'

// Who guesses is slowed down; whoever owns the account is not, because a stranger's tries are
// counted apart from those of a browser that the owner has signed in with and of an open session.
// How many guesses that leaves, and what cannot be kept from a stranger: docs/decisions/0044.
const freeFailures = 4
// Longer than a hash takes on a busy machine: the wait runs from when the try was admitted.
const firstWaitMs = 5000
const waitMsMax = 60 * 60 * 1000

const perHour = 1 / 3600
const perAddress = { tokens: 60, perSecond: 1 }
const everybody = { name: 'everybody', tokens: 200, perSecond: 10 }
// Of one name, by browsers that never signed in with it: 25 at once and 24 a day, twice, is less
// than the hundred of NIST 800-63B on any day.
const ofStrangers = { tokens: 25, perSecond: perHour }
const ofTurns = { tokens: 25, perSecond: perHour }

/** What a try may take from, refilled as time goes by. */
interface Bucket {
  readonly name: string
  readonly tokens: number
  readonly perSecond: number
}

/** One way in: failures are counted in its lane, and a token comes out of each of its buckets. */
interface Road {
  readonly lane: string
  readonly buckets: readonly Bucket[]
  /** The lane is good for one try. */
  readonly isOnce: boolean
}

/** A try that is looked at. */
interface Admitted {
  readonly username: string
  readonly road: Road
}

/** A try to sign in, or to confirm from an open session. */
export interface Try {
  /** In normal form. */
  readonly username: string
  /** The open session, or the browser that has signed in with this name; null for a stranger. */
  readonly known: { readonly session: string } | { readonly browser: string } | null
  readonly address: string
  /** What this browser was given when it was refused before. */
  readonly turn: HeldTurn
}

/**
 * Takes a place for one try, or refuses with `sign-in.wait`, the same for unknown names; a refused
 * try takes nothing. It counts as a failure until it succeeds, so that many at once get no more
 * guesses than one by one: from the fifth on the wait of its lane doubles, to an hour.
 */
export async function admitTry(pool: Pool, attempt: Try): Promise<Admitted> {
  const { username } = attempt
  let waitMs = Number.POSITIVE_INFINITY
  for (const road of roadsOf(attempt)) {
    const ms = await take(pool, username, road)
    if (ms === 0) return { username, road }
    waitMs = Math.min(waitMs, ms)
  }
  // Whoever is refused waits for a turn instead, if turns are left; an open session takes none.
  if (attempt.known === null || 'browser' in attempt.known) {
    const ms = await msUntilToken(pool, turnsOf(username))
    waitMs = Math.min(waitMs, Math.max(ms, attempt.turn.waitMs))
  }
  return refuseForNow(waitMs)
}

function roadsOf({ username, known, address, turn }: Try): readonly Road[] {
  if (known !== null && 'session' in known) {
    return [{ lane: `session ${known.session}`, buckets: [], isOnce: false }]
  }
  const own =
    known === null
      ? strangersRoad(username, blockOf(address))
      : { lane: `browser ${known.browser}`, buckets: [], isOnce: false }
  if (turn.due === null) return [own]
  return [own, { lane: `turn ${turn.due}`, buckets: [turnsOf(username), everybody], isOnce: true }]
}

function strangersRoad(username: string, address: string): Road {
  const strangers = { name: `strangers ${nameHash(username).toString('hex')}`, ...ofStrangers }
  const buckets = [strangers, { name: `address ${address}`, ...perAddress }, everybody]
  return { lane: `address ${address}`, buckets, isOnce: false }
}

// Whoever has one address of IPv6 has all of its last 64 bits.
function blockOf(address: string): string {
  if (!ipaddr.isValid(address)) return address
  const parsed = ipaddr.process(address)
  return parsed.kind() === 'ipv4' ? parsed.toString() : (parsed as IPv6).parts.slice(0, 4).join(':')
}

function turnsOf(username: string): Bucket {
  return { name: `turns ${nameHash(username).toString('hex')}`, ...ofTurns }
}

/** Lane and tokens of one road, all or nothing; 0, or the milliseconds until they can be had. */
async function take(pool: Pool, username: string, road: Road): Promise<number> {
  const short = new ShortOf()
  try {
    await inTransaction(pool, async (client) => {
      short.ms = await takeLane(client, username, road)
      for (const bucket of road.buckets) {
        if (short.ms === 0) short.ms = await takeToken(client, bucket)
      }
      if (short.ms > 0) throw short
    })
    return 0
  } catch (error) {
    if (error === short) return short.ms
    throw error
  }
}

// Thrown to undo what was taken already.
class ShortOf extends Error {
  ms = 0
}

async function takeLane(client: ClientBase, username: string, road: Road): Promise<number> {
  const lane = [nameHash(username), laneHash(road.lane)]
  // By the clock, not by the beginning of the transaction: of two tries at once the one that began
  // first may come second, and would wait for a moment that has passed.
  const admitted = await client.query(
    `insert into auth.failure as f (name_hash, lane, count, wait_until) values ($1, $2, 1, clock_timestamp())
     on conflict (name_hash, lane) do update set count = least(f.count + 1, 1000),
       wait_until = clock_timestamp()
         + least($3::float8 * power(2, greatest(0, least(f.count - $4::int, 30))), $5)
         * interval '1 millisecond' * (f.count >= $4::int)::int
     where f.wait_until <= clock_timestamp() and not $6`,
    [...lane, firstWaitMs, freeFailures, waitMsMax, road.isOnce],
  )
  if (admitted.rowCount === 1) return 0
  if (road.isOnce) return Number.POSITIVE_INFINITY
  const held = await client.query<{ ms: string }>(
    `select extract(epoch from wait_until - clock_timestamp()) * 1000 as ms
     from auth.failure where name_hash = $1 and lane = $2`,
    lane,
  )
  return Math.max(1, Number(held.rows[0]?.ms ?? 1))
}

// What stands in a bucket now.
const level = `least($2::float8, b.tokens
  + greatest(0, extract(epoch from clock_timestamp() - b.at)) * $3::float8)`

/** Takes a token; 0 where there was one, else how many milliseconds until there is. */
export async function takeToken(
  database: Pick<ClientBase, 'query'>,
  bucket: Bucket,
): Promise<number> {
  const taken = await database.query(
    `insert into auth.bucket as b (name, tokens, at)
     values ($1, $2::float8 - 1, clock_timestamp())
     on conflict (name) do update set at = clock_timestamp(), tokens = ${level} - 1
     where ${level} >= 1`,
    [bucket.name, bucket.tokens, bucket.perSecond],
  )
  return taken.rowCount === 1 ? 0 : Math.max(1, await msUntilToken(database, bucket))
}

async function msUntilToken(
  database: Pick<ClientBase, 'query'>,
  { name, tokens, perSecond }: Bucket,
): Promise<number> {
  const { rows } = await database.query<{ level: number }>(
    `select ${level} as level from auth.bucket b where name = $1`,
    [name, tokens, perSecond],
  )
  const left = rows[0]?.level ?? tokens
  return left >= 1 ? 0 : Math.ceil(((1 - left) / perSecond) * 1000)
}

/** The password was right: nothing of this try counts, and its lane begins anew. */
export async function forgetTry(pool: Pool, { username, road }: Admitted): Promise<void> {
  // A turn stays spent.
  if (!road.isOnce) {
    await pool.query('delete from auth.failure where name_hash = $1 and lane = $2', [
      nameHash(username),
      laneHash(road.lane),
    ])
  }
  await giveBack(pool, road)
  await pool.query(`delete from auth.failure where wait_until < now() - interval '1 day'`)
  await pool.query(`delete from auth.bucket where at < now() - interval '2 days'`)
}

/** Nobody could look at the password: the try is as if it had not been made. */
export async function undoTry(pool: Pool, { username, road }: Admitted): Promise<void> {
  await pool.query(
    `update auth.failure set count = count - 1, wait_until = now()
     where name_hash = $1 and lane = $2`,
    [nameHash(username), laneHash(road.lane)],
  )
  await pool.query('delete from auth.failure where name_hash = $1 and lane = $2 and count <= 0', [
    nameHash(username),
    laneHash(road.lane),
  ])
  await giveBack(pool, road)
}

async function giveBack(pool: Pool, { buckets }: Road): Promise<void> {
  for (const { name, tokens } of buckets) {
    await pool.query(
      'update auth.bucket set tokens = least($2::float8, tokens + 1) where name = $1',
      [name, tokens],
    )
  }
}

/** A new password, or a new link to one: all tries at the old one are forgotten. */
export async function forgetTries(client: ClientBase, username: string): Promise<void> {
  const name = nameHash(username)
  await client.query('delete from auth.failure where name_hash = $1', [name])
  await client.query('delete from auth.bucket where name = any ($1)', [
    [`strangers ${name.toString('hex')}`, `turns ${name.toString('hex')}`],
  ])
}

// Names that do not exist are counted too, and people type passwords into the wrong field.
function nameHash(username: string): Buffer {
  return createHash('sha256').update(username).digest()
}

function laneHash(lane: string): Buffer {
  return createHash('sha256').update(lane).digest()
}

function refuseForNow(ms: number): never {
  const seconds = Math.max(1, Math.ceil(ms / 1000))
  return refuse('sign-in.wait', {
    waitSeconds: seconds,
    text: {
      zh: `登录失败次数过多，请 ${seconds} 秒后再试。`,
      en: `Too many failed sign-ins. Try again in ${seconds} seconds.`,
    },
    hint: {
      zh: '请在本页等候，不要更换浏览器；忘记密码时，请管理员重发一次性链接。',
      en: 'Wait in this browser; if you forgot it, ask the administrator for a new link.',
    },
  })
}
