import type { AppendRequest } from '../../append/append-request.ts'
import { core } from '../../ledger/core-registers.ts'
import { isDay } from '../../ledger/day.ts'
import { refuse } from '../../ledger/fault.ts'
import type { Lang } from '../../ledger/label.ts'
import { todayIn } from '../organisation/today.ts'
import type { AccountRow } from '../ports/account-ports.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { namesOf } from './roster.ts'
import { guardSameName } from './same-name.ts'
import { checkPersonName, checkRoles, rosterRequest } from './write-roster.ts'

/** An account for somebody of the roster, or for somebody new. */
export interface InvitePerson {
  readonly person: string | null
  readonly newPerson: string | null
  readonly username: string
  readonly roles: readonly string[]
  /** The day from which the roles count; null: today. A duty of a role looks vacant before. */
  readonly from: string | null
  readonly lang: Lang
  /** The new person is another one than whoever bears the same name. */
  readonly isAnother?: boolean
}

const linkDays = 7

/**
 * Makes the account, its membership entry, and the one-time link, which is shown once. Refuses with
 * `account.from` a day that is still to come.
 */
export async function invitePerson(
  ports: AppPorts,
  session: Session,
  request: InvitePerson,
): Promise<{ readonly account: AccountRow; readonly link: string }> {
  const { org, actor, pack } = session
  const roles = checkRoles(ports, request.roles)
  const today = todayIn(org.zone, ports.clock)
  const from = checkFrom(request.from ?? today, today)
  const { person, write } = await personOf(ports, session, { ...request, from })
  const id = await ports.accounts.create({
    username: request.username,
    password: null,
    lang: request.lang,
  })
  const record = ports.random.uuid()
  try {
    const roster = namesOf(await ports.rosters.of(org.id))
    const name = (one: string) => (one === person ? request.newPerson : null) ?? roster.person(one)
    const membership = rosterRequest(
      { pack, names: { ...roster, person: name } },
      {
        register: core.membership.id,
        id: record,
        values: { person, roles: [...roles], from },
        from,
        actor: actor.id,
      },
    )
    await ports.store.appendAll(org.id, [...write, membership])
    ports.rosters.forget(org.id)
    await ports.accounts.putMembership(id, { org: org.id, person, roles, record })
  } catch (error) {
    await ports.accounts.discard(id)
    throw error
  }
  await trailRole(ports, session, { subject: id, detail: roles.join(' ') })
  const link = await ports.accounts.makeLink({ purpose: 'invited', account: id, days: linkDays })
  const account = (await ports.accounts.members(org.id)).find((one) => one.id === id)
  if (!account) throw new Error('an invited account is not there')
  return { account, link }
}

async function personOf(
  ports: AppPorts,
  session: Session,
  request: InvitePerson & { readonly from: string },
): Promise<{ readonly person: string; readonly write: readonly AppendRequest[] }> {
  const { org, actor, pack } = session
  const { person, newPerson, from, isAnother = false } = request
  if ((person === null) === (newPerson === null)) return refuseBoth()
  if (person !== null) {
    const roster = await ports.rosters.of(org.id)
    if (!roster.people.has(person)) return refusePerson()
    const members = await ports.accounts.members(org.id)
    if (members.some((one) => one.membership.person === person)) refuseSecond()
    return { person, write: [] }
  }
  const name = checkPersonName(newPerson ?? '')
  const id = ports.random.uuid()
  const names = namesOf(await ports.rosters.of(org.id))
  const values = { name, since: from }
  await guardSameName(ports, session, { register: core.person, values, isAnother })
  const write = { register: core.person.id, id, values, from, actor: actor.id } as const
  return { person: id, write: [rosterRequest({ pack, names }, write)] }
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

function refuseBoth(): never {
  return refuse('invite.person', {
    at: ['body', 'person'],
    text: {
      zh: '请选择一位已有人员，或填写一位新人员的姓名。',
      en: 'Choose a person of the roster, or give the name of a new one.',
    },
    hint: { zh: '两者只能选一。', en: 'One of the two, not both.' },
  })
}

function refusePerson(): never {
  return refuse('field.person.unknown', {
    at: ['body', 'person'],
    text: { zh: '没有这个人员。', en: 'There is no such person.' },
    hint: { zh: '请从列表中选择。', en: 'Choose one from the list.' },
  })
}

function refuseSecond(): never {
  return refuse('account.member', {
    at: ['body', 'person'],
    text: { zh: '此人已有账号。', en: 'This person has an account already.' },
    hint: { zh: '请改其角色，或重发链接。', en: 'Change its roles, or send the link again.' },
  })
}
