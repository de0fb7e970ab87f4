import { core } from '../../ledger/core/core-registers.ts'
import { refuse } from '../../ledger/fault.ts'
import { abilitiesOf, deny } from '../access/access.ts'
import { todayIn } from '../clock/wall-clock.ts'
import type { AccountRow } from '../ports/account-ports.ts'
import { linkDays } from '../ports/account-ports.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { inName } from '../records/in-name.ts'
import { storedWords } from '../records/shown-record.ts'
import { namesOf } from '../roster/roster.ts'
import { checkFrom, trailRole } from './open-accounts.ts'
import { checkRoles } from './write-roster.ts'

/** Of an unknown one, so many others are named. */
const namedMax = 12

/** Gives an account other roles, by an entry; the next request already has them. */
export function changeRoles(
  ports: AppPorts,
  session: Session,
  change: { account: string; roles: readonly string[]; from: string | null },
): Promise<AccountRow> {
  const { account, from } = change
  const roles = checkRoles(ports, change.roles)
  return inTurn(ports, session, async () => {
    const member = await memberOf(ports, session, account)
    if (!roles.includes('administrator')) await keepAnAdministrator(ports, session, member)
    if (from !== null) checkFrom(from, todayIn(session.org.zone, ports.clock))
    await rewrite(ports, session, { member, roles, from, until: null })
    await ports.accounts.putMembership(account, { ...member.membership, roles })
    if (!abilitiesOf(roles).includes('manage-tokens')) await endTokens(ports, session, account)
    await trailRole(ports, session, {
      subject: member.membership.person ?? account,
      detail: roles.join(' '),
    })
    return memberOf(ports, session, account)
  })
}

/** Ends an account's membership: its record keeps from when to when; its sessions end at once. */
export function endAccount(ports: AppPorts, session: Session, account: string): Promise<void> {
  return inTurn(ports, session, async () => {
    const member = await memberOf(ports, session, account)
    await keepAnAdministrator(ports, session, member)
    const until = todayIn(session.org.zone, ports.clock)
    await rewrite(ports, session, { member, roles: member.membership.roles, from: null, until })
    await ports.accounts.endMembership(account, session.org.id)
    await ports.accounts.signOutEverywhere(account)
    await ports.feeds.end({ account, org: session.org.id })
    await endTokens(ports, session, account)
    await trailRole(ports, session, {
      subject: member.membership.person ?? account,
      detail: 'ended',
    })
  })
}

/** A new one-time link for somebody who forgot the password; open sessions end. */
export function renewLink(
  ports: AppPorts,
  session: Session,
  account: string,
): Promise<{ readonly account: AccountRow; readonly link: string }> {
  return inTurn(ports, session, async () => {
    const member = await memberOf(ports, session, account)
    await refuseShared(ports, session, account)
    const link = await linkOf(ports, session, member)
    return { account: { ...member, ready: false }, link }
  })
}

/**
 * The same at the terminal, for an account that nobody else can help: the last administrator of a
 * unit, or somebody of several. Whoever has the data folder has all of it.
 */
export function renewLinkFor(
  ports: Pick<AppPorts, 'accounts' | 'store'>,
  session: Session,
  username: string,
): Promise<string> {
  const { org } = session
  return ports.accounts.inTurn(org.id, async () => {
    const members = await ports.accounts.members(org.id)
    const member = members.find((one) => one.username === username)
    if (member === undefined) return refuseUsername(members.map((one) => one.username))
    return linkOf(ports, session, member)
  })
}

async function linkOf(
  ports: Pick<AppPorts, 'accounts' | 'store'>,
  session: Session,
  member: AccountRow,
): Promise<string> {
  const account = member.id
  await ports.accounts.forgetPassword(account)
  const link = await ports.accounts.makeLink({ purpose: 'invited', account, days: linkDays })
  await trailRole(ports, session, {
    subject: member.membership.person ?? account,
    detail: 'link',
  })
  return link
}

function refuseUsername(known: readonly string[]): never {
  const named = known.slice(0, namedMax)
  const more = known.length > namedMax ? '…' : ''
  return refuse('account.unknown', {
    text: { zh: '这个单位没有这个用户名的账号。', en: 'This unit has no account of that name.' },
    hint: {
      zh: `现有：${named.join('、')}${more}；别的单位用 --org 指明。`,
      en: `There are: ${named.join(', ')}${more}; --org names another unit.`,
    },
  })
}

/**
 * One change of accounts after another: two administrators who take the role from each other at
 * the same moment would otherwise both find that the other is left. Who lost the role while waiting
 * is refused.
 */
function inTurn<T>(ports: AppPorts, session: Session, work: () => Promise<T>): Promise<T> {
  const { org, actor } = session
  return ports.accounts.inTurn(org.id, async () => {
    const own = (await ports.accounts.members(org.id)).find(
      (one) => one.membership.person === actor.person,
    )
    // Whose password was taken away meanwhile is signed out as well.
    if (own?.ready !== true || !mayManage(own)) deny()
    return work()
  })
}

function mayManage({ membership }: AccountRow): boolean {
  return abilitiesOf(membership.roles).includes('manage-accounts')
}

// Whoever made a token has seen its secret, and would go on reading with it.
async function endTokens(ports: AppPorts, { org, actor }: Session, by: string): Promise<void> {
  for (const subject of await ports.accounts.endTokensOf({ by, org: org.id })) {
    const line = {
      actor: actor.id,
      act: 'token',
      subject,
      outcome: 'done',
      detail: 'ended',
    } as const
    await ports.store.trail(org.id, line)
  }
}

// A one-time link opens the whole account. Of one that is also a member elsewhere, it would open
// that organisation to an administrator of this one.
async function refuseShared(ports: AppPorts, session: Session, account: string): Promise<void> {
  const orgs = await ports.accounts.organisationsOf(account)
  if (orgs.every((one) => one === session.org.id)) return
  const own = (await ports.accounts.members(session.org.id)).find(
    (one) => one.membership.person === session.actor.person,
  )
  if (own?.id === account) return
  refuse('account.shared', {
    at: ['path', 'id'],
    text: {
      zh: '这个账号还属于其他单位，不能由本单位重发链接。',
      en: 'This account belongs to other organisations too; no link can be made for it here.',
    },
    hint: {
      zh: '请在本单位另设账号，或请系统管理人员在服务器上运行 taizhang people link。',
      en: 'Make another account here, or ask who runs the server for: taizhang people link.',
    },
  })
}

async function memberOf(
  ports: Pick<AppPorts, 'accounts'>,
  { org }: Session,
  account: string,
): Promise<AccountRow> {
  const found = (await ports.accounts.members(org.id)).find((one) => one.id === account)
  if (found) return found
  return refuse('account.unknown', {
    at: ['path', 'id'],
    text: { zh: '没有这个账号。', en: 'There is no such account.' },
    hint: { zh: '请从账号列表中选择。', en: 'Choose one from the list of accounts.' },
  })
}

async function keepAnAdministrator(
  ports: Pick<AppPorts, 'accounts'>,
  { org }: Session,
  member: AccountRow,
): Promise<void> {
  if (!member.membership.roles.includes('administrator')) return
  const others = (await ports.accounts.members(org.id)).filter((one) => one.id !== member.id)
  if (others.some((one) => one.ready && one.membership.roles.includes('administrator'))) return
  refuse('account.last-administrator', {
    text: {
      zh: '这是最后一个管理员，不能停用或改任。',
      en: 'This is the last administrator and must stay one.',
    },
    hint: { zh: '请先让另一人成为管理员。', en: 'Make somebody else an administrator first.' },
  })
}

async function rewrite(
  ports: AppPorts,
  session: Session,
  change: {
    readonly member: AccountRow
    readonly roles: readonly string[]
    /** From which day the roles count; null leaves it. */
    readonly from: string | null
    readonly until: string | null
  },
): Promise<void> {
  const { org, pack } = session
  const register = pack.registers.get(core.membership.id)
  const id = change.member.membership.record
  const record = await ports.store.read(org.id, (reader) => reader.record(id))
  if (!record || !register) throw new Error(`the membership record ${id} is not there`)
  const { from, until } = change
  const begun = from === null ? {} : { from }
  const kept = { ...record.values, ...begun, roles: [...change.roles] }
  const values = until === null ? kept : { ...kept, to: until }
  const names = namesOf(await ports.rosters.of(org.id))
  const write = inName(session, {
    ...storedWords(register, values, { lists: pack.lists, names }),
    kind: 'correct',
    register: register.id,
    record: id,
    expected: record.version,
    values,
    occurredOn: from ?? record.occurredOn,
    lateDays: 0,
    lateReason: null,
    idempotency: null,
  })
  await ports.store.append(org.id, write)
  ports.rosters.forget(org.id)
}
