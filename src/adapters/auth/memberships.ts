import type { Pool } from 'pg'
import type { Accounts, Membership } from '../../app/ports/account-ports.ts'
import { inTransaction } from './in-transaction.ts'
import type { Inside } from './inside.ts'

type Part = Pick<
  Accounts,
  | 'putMembership'
  | 'endMembership'
  | 'members'
  | 'membership'
  | 'lastMembership'
  | 'memberships'
  | 'organisationsOf'
  | 'organisationsWithMembers'
  | 'inTurn'
>

interface MemberRow {
  readonly id: string
  readonly username: string
  readonly person: string | null
  readonly roles: string[]
  readonly record: string
  readonly ready: boolean
  readonly last: Date | null
}

interface OneRow {
  readonly org: string
  readonly person: string | null
  readonly roles: string[]
  readonly record: string
}

const ownColumns = 'm.org, m.person, m.roles, m.record'

function membershipOf({ org, ...row }: OneRow): Membership {
  return { org: Number(org), ...row }
}

/** A mirror of the membership records, because a session asks before any organisation is chosen. */
export function memberships({ pool, turnsPool, kept }: Inside & { turnsPool: Pool }): Part {
  return {
    inTurn: (org, work) =>
      inTransaction(turnsPool, async (client) => {
        await client.query("select pg_advisory_xact_lock(hashtextextended('roles of ' || $1, 0))", [
          String(org),
        ])
        return work()
      }),
    putMembership: async (account, { org, person, roles, record }) => {
      await pool.query(
        `insert into auth.membership (account, org, person, roles, record)
         values ($1, $2, $3, $4, $5)
         on conflict (account, org) do update
           set person = excluded.person, roles = excluded.roles, record = excluded.record`,
        [account, org, person, [...roles], record],
      )
      kept.drop()
    },
    endMembership: async (account, org) => {
      await pool.query('delete from auth.membership where account = $1 and org = $2', [
        account,
        org,
      ])
      kept.drop()
      await pool.query(
        `update auth.link set done = 'ended' where account = $1 and done is null
           and not exists (select from auth.membership where account = $1)`,
        [account],
      )
    },
    membership: async (account, org) => {
      const { rows } = await pool.query<OneRow>(
        `select ${ownColumns} from auth.membership m where m.account = $1 and m.org = $2`,
        [account, org],
      )
      return rows[0] === undefined ? null : membershipOf(rows[0])
    },
    lastMembership: async (account) => {
      const { rows } = await pool.query<OneRow>(
        `select ${ownColumns} from auth."user" u
         join auth.membership m on m.account = u.id and m.org = u."lastOrg" where u.id = $1`,
        [account],
      )
      return rows[0] === undefined ? null : membershipOf(rows[0])
    },
    memberships: async (account, { after, limit }) => {
      const { rows } = await pool.query<OneRow>(
        `select ${ownColumns} from auth.membership m
         where m.account = $1 and m.org > $2 order by m.org limit $3`,
        [account, after ?? -1, limit],
      )
      return rows.map(membershipOf)
    },
    organisationsOf: async (account) => {
      const { rows } = await pool.query<{ org: string }>(
        'select org from auth.membership where account = $1',
        [account],
      )
      return rows.map((row) => Number(row.org))
    },
    organisationsWithMembers: async () => {
      const { rows } = await pool.query<{ org: string }>('select distinct org from auth.membership')
      return new Set(rows.map((row) => Number(row.org)))
    },
    members: async (org) => {
      const { rows } = await pool.query<MemberRow>(
        `select u.id, u."displayUsername" as username, m.person, m.roles, m.record,
           not u."mustSetPassword" as ready, u."lastSignIn" as last
         from auth.membership m join auth."user" u on u.id = m.account
         where m.org = $1 order by u.username`,
        [org],
      )
      return rows.map(({ id, username, ready, last, ...membership }) => ({
        id,
        username,
        membership: { org, ...membership },
        ready,
        lastSignIn: last?.toISOString() ?? null,
      }))
    },
  }
}
