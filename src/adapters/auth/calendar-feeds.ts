import type { CalendarFeeds, FeedRow } from '../../app/ports/feed-ports.ts'
import { refuse } from '../../ledger/fault.ts'
import type { Lang } from '../../ledger/label.ts'
import type { Inside } from './inside.ts'
import { newSecret, secretHash } from './secret.ts'
import { takeToken } from './throttle.ts'

// A calendar comes a few times an hour; whoever tries addresses comes more often.
const perAddress = { tokens: 60, perSecond: 0.5 }

interface StoredFeed {
  readonly account: string
  readonly org: string
  readonly lang: Lang
  readonly created_at: Date
  readonly last_used_at: Date | null
}

const columns = 'account, org, lang, created_at, last_used_at'

/** Secret addresses of calendars: shown once, kept as a hash, one for an account in each unit. */
export function calendarFeeds({ pool }: Pick<Inside, 'pool'>): CalendarFeeds {
  return {
    make: async ({ account, org, lang }) => {
      const secret = newSecret()
      await pool.query(
        `insert into auth.feed (account, org, hash, lang) values ($1, $2, $3, $4)
         on conflict (account, org) do update set hash = excluded.hash, lang = excluded.lang,
           created_at = now(), last_used_at = null`,
        [account, org, secretHash(secret), lang],
      )
      return secret
    },
    end: async ({ account, org }) => {
      const done = await pool.query('delete from auth.feed where account = $1 and org = $2', [
        account,
        org,
      ])
      return done.rowCount === 1
    },
    of: async ({ account, org }) => {
      const { rows } = await pool.query<StoredFeed>(
        `select ${columns} from auth.feed where account = $1 and org = $2`,
        [account, org],
      )
      return rows[0] ? rowOf(rows[0]) : null
    },
    bySecret: async (secret) => {
      const { rows } = await pool.query<StoredFeed>({
        name: 'feed',
        text: `update auth.feed set last_used_at = date_trunc('hour', now()) where hash = $1
               returning ${columns}`,
        values: [secretHash(secret)],
      })
      return rows[0] ? rowOf(rows[0]) : null
    },
    admit: async (address) => {
      const ms = await takeToken(pool, { name: `calendar ${address}`, ...perAddress })
      if (ms > 0) refuseForNow(Math.ceil(ms / 1000))
    },
  }
}

function rowOf(row: StoredFeed): FeedRow {
  return {
    account: row.account,
    org: Number(row.org),
    lang: row.lang,
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
  }
}

function refuseForNow(seconds: number): never {
  return refuse('calendar.wait', {
    waitSeconds: seconds,
    text: {
      zh: `请求过于频繁，请 ${seconds} 秒后再试。`,
      en: `Too many requests. Try again in ${seconds} seconds.`,
    },
    hint: {
      zh: '日历软件每小时刷新几次即可。',
      en: 'A few times an hour is enough for a calendar.',
    },
  })
}
