import { randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import type { Accounts, TokenRow, TokenScope } from '../../app/ports/account-ports.ts'
import type { Inside } from './inside.ts'
import { newSecret, secretHash } from './secret.ts'

type Part = Pick<Accounts, 'makeToken' | 'tokens' | 'endToken' | 'endTokensOf' | 'token'>

/** Every secret of a token begins so: scanners of leaked files can find it. */
const tokenPrefix = 'tz_'

interface StoredToken {
  readonly id: string
  readonly org: string
  readonly name: string
  readonly scopes: TokenScope[]
  readonly created_at: Date
  readonly expires_at: Date
  readonly last_used_at: Date | null
}

const columns = 'id, org, name, scopes, created_at, expires_at, last_used_at'

/** Tokens for machines: shown once, kept as a hash, with scopes and an end. */
export function accessTokens({ pool, kept }: Inside): Part {
  return {
    makeToken: async ({ org, name, scopes, by, days }) => {
      const secret = tokenPrefix + newSecret()
      const { rows } = await pool.query<StoredToken>(
        `insert into auth.token (id, hash, org, name, scopes, made_by, expires_at)
         values ($1, $2, $3, $4, $5, $6, now() + $7::int * interval '1 day') returning ${columns}`,
        [randomUUID(), secretHash(secret), org, name, [...scopes], by, days],
      )
      const row = rows[0]
      if (!row) throw new Error('the token was not stored')
      return { row: rowOf(row), secret }
    },
    tokens: async (org) => {
      const { rows } = await pool.query<StoredToken>(
        `select ${columns} from auth.token where org = $1 and expires_at > now() order by name, id`,
        [org],
      )
      return rows.map(rowOf)
    },
    endToken: async ({ id, org }) => {
      const done = await pool.query('delete from auth.token where id = $1 and org = $2', [id, org])
      kept.drop()
      return done.rowCount === 1
    },
    endTokensOf: async ({ by, org }) => {
      const { rows } = await pool.query<{ id: string }>(
        'delete from auth.token where made_by = $1 and org = $2 returning id',
        [by, org],
      )
      kept.drop()
      return rows.map((row) => row.id)
    },
    token: async (secret) => {
      if (!secret.startsWith(tokenPrefix)) return null
      const hash = secretHash(secret)
      return kept.of(`token ${hash.toString('base64')}`, () => find(pool, hash))
    },
  }
}

async function find(pool: Pool, hash: Buffer): Promise<TokenRow | null> {
  const { rows } = await pool.query<StoredToken>({
    name: 'token',
    text: `select ${columns} from auth.token where hash = $1 and expires_at > now()`,
    values: [hash],
  })
  const row = rows[0]
  if (!row) return null
  if (Date.now() - (row.last_used_at?.getTime() ?? 0) > 60_000) {
    await pool.query('update auth.token set last_used_at = now() where id = $1', [row.id])
  }
  return rowOf(row)
}

function rowOf(row: StoredToken): TokenRow {
  return {
    id: row.id,
    org: Number(row.org),
    name: row.name,
    scopes: row.scopes,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
  }
}
