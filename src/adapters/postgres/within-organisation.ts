import type { Client, Pool, PoolClient, QueryConfig, QueryResultRow } from 'pg'
import { Query } from 'pg'
import type { OrgId } from '../../app/ports/store-ports.ts'

/** The columns of a row in order, as PostgreSQL writes them. */
export type TextRow = readonly (string | null)[]

/** One transaction in the context of one organisation. */
export interface Scope {
  readonly org: OrgId
  /** Rows of one statement. Every statement on an organisation's table also says `org_id = $1`. */
  rows<Row extends QueryResultRow>(query: QueryConfig): Promise<Row[]>
  /** Gives the rows of one statement one by one as they come, each as the texts of its columns. */
  each(query: QueryConfig, take: (row: TextRow) => void): Promise<void>
  /**
   * Sends a statement without waiting; its failure fails the transaction. `onDone` hears when the
   * database has done it.
   */
  send(query: QueryConfig, onDone?: () => void): void
}

/** A lost connection left open whether the transaction was committed. */
export class CommitUnknown extends Error {}

const begins = {
  write: 'BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE',
  read: 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
} as const

/**
 * A writer that is stopped, or whose machine has gone, holds the head of a log no longer: then the
 * database ends its transaction, and others go on.
 */
const heldMsMax = 30_000
const limitHeld = `SET LOCAL idle_in_transaction_session_timeout = ${heldMsMax}`

/**
 * The one way to an organisation's tables: a transaction whose context is a literal `SET LOCAL`
 * of a number checked here, so that the row-level policies hold and the setting dies with the
 * transaction; on Citus only a literal one, sent by itself, reaches the shards. What was written is
 * answered after the commit, what was read at once: nothing of it hangs on the end of its
 * transaction.
 * Throws `CommitUnknown` when the connection broke while a commit of writes was under way.
 */
export async function withinOrganisation<T>(
  pool: Pool,
  { org, mode }: { org: OrgId; mode: keyof typeof begins },
  work: (scope: Scope) => Promise<T>,
): Promise<T> {
  if (!Number.isSafeInteger(org) || org < 0) throw new RangeError('not an organisation number')
  const client = await pool.connect()
  const sent: Promise<unknown>[] = []
  try {
    // Connections are pipelined: the work's first statement travels right behind this one.
    gather(client)
    sent.push(client.query(begins[mode]), client.query(`SET LOCAL app.org = '${org}'`))
    if (mode === 'write') sent.push(client.query(limitHeld))
    const value = await work(scopeOf(client, org, sent))
    if (mode === 'read') {
      await Promise.all(sent)
      endRead(client)
      return value
    }
    await commit(client, sent)
    client.release()
    return value
  } catch (error) {
    await Promise.allSettled(sent)
    const broken = error instanceof CommitUnknown || !(await rolledBack(client))
    client.release(broken)
    throw error
  }
}

/** Transactions in the context of an organisation, over one pool; as `withinOrganisation`. */
export interface Transactions {
  reading<T>(org: OrgId, work: (scope: Scope) => Promise<T>): Promise<T>
  writing<T>(org: OrgId, work: (scope: Scope) => Promise<T>): Promise<T>
}

/** For an adapter whose every method is one of them. */
export function transactionsOver(pool: Pool): Transactions {
  return {
    reading: (org, work) => withinOrganisation(pool, { org, mode: 'read' }, work),
    writing: (org, work) => withinOrganisation(pool, { org, mode: 'write' }, work),
  }
}

// The connection is free for others once the transaction has ended.
function endRead(client: PoolClient): void {
  client.query('COMMIT').then(
    () => client.release(),
    () => client.release(true),
  )
}

function scopeOf(client: PoolClient, org: OrgId, sent: Promise<unknown>[]): Scope {
  return {
    org,
    rows: <Row extends QueryResultRow>(query: QueryConfig) => {
      gather(client)
      return new Promise<Row[]>((done, fail) => {
        // Asked by its events: behind a promise of `pg` V8 takes many rows for old.
        const asked = new Query<Row>(query)
        asked.on('end', ({ rows }) => done(rows))
        asked.on('error', fail)
        client.query(asked)
      })
    },
    each: (query, take) => {
      gather(client)
      return new Promise((done, fail) => {
        const rows = new Query(query)
        // Of very many rows nothing is made but the texts, which come so from the wire.
        let failed: { readonly error: unknown } | null = null
        const handleDataRow = ({ fields }: { readonly fields: TextRow }) => {
          try {
            if (failed === null) take(fields)
          } catch (error) {
            failed = { error }
          }
        }
        rows.on('end', () => (failed === null ? done() : fail(failed.error)))
        rows.on('error', fail)
        client.query(Object.assign(rows, { handleDataRow }))
      })
    },
    send: (query, onDone) => {
      gather(client)
      const answer = client.query(query)
      // Looked at when the transaction ends; until then it must not count as unhandled.
      answer.then(onDone, () => {})
      sent.push(answer)
    },
  }
}

// What is sent before this turn of the event loop ends travels in one packet: a packet for each
// statement costs a system call here and wakes the database each time.
function gather(client: PoolClient): void {
  // Every client of a pool is a `Client`, whose connection the type of the pool leaves out.
  const { stream } = (client as PoolClient & Pick<Client, 'connection'>).connection
  if (stream.writableCorked > 0) return
  stream.cork()
  process.nextTick(() => stream.uncork())
}

// After a failed statement COMMIT answers with the tag ROLLBACK, not with an error.
async function commit(client: PoolClient, sent: readonly Promise<unknown>[]): Promise<void> {
  gather(client)
  const committing = client.query('COMMIT').catch((error: unknown) => {
    throw isAnswer(error)
      ? error
      : new CommitUnknown('the commit was not answered', { cause: error })
  })
  committing.catch(() => {})
  const answers = await Promise.allSettled(sent)
  const failed = answers.find((one) => one.status === 'rejected')
  if (failed !== undefined && isAnswer(failed.reason)) {
    await committing.catch(() => {})
    throw failed.reason
  }
  const { command } = await committing
  if (command !== 'COMMIT') throw new Error(`the transaction ended with ${command}`)
}

// What PostgreSQL itself says has a five-character code; a broken connection has none, except
// class 57P, with which it says that it is going down.
function isAnswer(error: unknown): boolean {
  const { code, severity } = error as { code?: string; severity?: string }
  return severity !== undefined && code !== undefined && !code.startsWith('57P')
}

async function rolledBack(client: PoolClient): Promise<boolean> {
  try {
    await client.query('ROLLBACK')
    return true
  } catch {
    return false
  }
}
