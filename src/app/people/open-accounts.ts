import type { AppendRequest } from '../../append/append-request.ts'
import { core } from '../../ledger/core/core-registers.ts'
import { isDay } from '../../ledger/day/day.ts'
import type { Place } from '../../ledger/fault.ts'
import { Refusal, refuse } from '../../ledger/fault.ts'
import type { Lang } from '../../ledger/label.ts'
import type { AccountRow } from '../ports/account-ports.ts'
import { linkDays } from '../ports/account-ports.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { namesOf } from '../roster/roster.ts'
import { checkRoles, rosterRequest } from './write-roster.ts'

/** An account for somebody of the roster. */
export interface NewAccount {
  readonly person: string
  readonly username: string
  readonly roles: readonly string[]
}

/** An account with its one-time link, which is shown once. */
export interface OpenedAccount {
  readonly account: AccountRow
  readonly link: string
}

/**
 * Makes accounts, their membership entries in one transaction, and a one-time link for each: all or
 * none. Refuses with the place of the one that is wrong: `username.…`, `role.…`, `account.member`.
 */
export async function openAccounts(
  ports: AppPorts,
  session: Session,
  given: {
    readonly accounts: readonly NewAccount[]
    /** The day from which the roles count. */
    readonly from: string
    readonly lang: Lang
    /** Entries that go before, and names that only they say. */
    readonly first?: {
      readonly writes: readonly AppendRequest[]
      readonly nameOf: (person: string) => string | null
    }
  },
): Promise<readonly OpenedAccount[]> {
  const { accounts, from, lang, first } = given
  const { org, actor, pack } = session
  await refuseSecond(ports, session, accounts)
  const roster = namesOf(await ports.rosters.of(org.id))
  const names = { ...roster, person: (id: string) => first?.nameOf(id) ?? roster.person(id) }
  const asked: (NewAccount & { readonly record: string })[] = []
  for (const [nth, one] of accounts.entries()) {
    const roles = await placed(nth, () => checkRoles(ports, one.roles))
    asked.push({ ...one, roles, record: ports.random.uuid() })
  }
  const made: string[] = []
  try {
    for (const [nth, { username }] of asked.entries()) {
      const account = { username, password: null, lang }
      made.push(await placed(nth, () => ports.accounts.create(account)))
    }
    const memberships = asked.map(({ person, roles, record }) =>
      rosterRequest(
        { pack, names },
        {
          register: core.membership.id,
          id: record,
          values: { person, roles: [...roles], from },
          from,
          actor: actor.id,
        },
      ),
    )
    await ports.store.appendAll(org.id, [...(first?.writes ?? []), ...memberships])
    ports.rosters.forget(org.id)
    for (const [nth, { person, roles, record }] of asked.entries()) {
      const membership = { org: org.id, person, roles, record }
      await ports.accounts.putMembership(made[nth] ?? '', membership)
    }
  } catch (error) {
    for (const id of made) await ports.accounts.discard(id)
    throw error
  }
  const rows = new Map((await ports.accounts.members(org.id)).map((one) => [one.id, one]))
  const opened: OpenedAccount[] = []
  for (const [nth, id] of made.entries()) {
    const { person = id, roles = [] } = asked[nth] ?? {}
    await trailRole(ports, session, { subject: person, detail: roles.join(' ') })
    const link = await ports.accounts.makeLink({ purpose: 'invited', account: id, days: linkDays })
    const account = rows.get(id)
    if (!account) throw new Error('an account that was opened is not there')
    opened.push({ account, link })
  }
  return opened
}

/**
 * The day from which roles count. It may lie in the past, since somebody is often entered later
 * than they took up the work; the entry says when it was written.
 */
export function checkFrom(from: string, today: string): string {
  if (isDay(from) && from <= today) return from
  return refuse('account.from', {
    at: ['body', 'from'],
    text: { zh: '起始日期不能晚于今天。', en: 'The roles cannot begin after today.' },
    hint: { zh: '请填写实际担任之日。', en: 'Give the day on which the work was taken up.' },
  })
}

/** Leaves a line about a change of somebody's roles. */
export async function trailRole(
  ports: Pick<AppPorts, 'store'>,
  { org, actor }: Session,
  { subject, detail }: { subject: string; detail: string },
): Promise<void> {
  const line = { actor: actor.id, act: 'role', subject, detail, outcome: 'done' } as const
  await ports.store.trail(org.id, line)
}

async function refuseSecond(
  ports: Pick<AppPorts, 'accounts'>,
  { org }: Session,
  accounts: readonly NewAccount[],
): Promise<void> {
  const members = await ports.accounts.members(org.id)
  const taken = new Set(members.map(({ membership }) => membership.person))
  for (const [nth, { person }] of accounts.entries()) {
    if (taken.has(person)) await placed(nth, refuseMember)
    taken.add(person)
  }
}

/** A refusal names which of several accounts it is about. */
async function placed<T>(nth: number, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const inside = ({ at }: { readonly at: Place }) => at.filter((step) => step !== 'body')
    throw new Refusal(
      error.faults.map((one) => ({ ...one, at: ['accounts', nth, ...inside(one)] })),
    )
  }
}

function refuseMember(): never {
  return refuse('account.member', {
    at: ['person'],
    text: { zh: '此人已有账号。', en: 'This person has an account already.' },
    hint: { zh: '请改其角色，或重发链接。', en: 'Change its roles, or send the link again.' },
  })
}
