import type { AppendRequest } from '../../append/append-request.ts'
import { core } from '../../ledger/core/core-registers.ts'
import { refuse } from '../../ledger/fault.ts'
import type { Lang } from '../../ledger/label.ts'
import { todayIn } from '../clock/wall-clock.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { namesOf } from '../roster/roster.ts'
import { guardSameName } from '../roster/same-name.ts'
import type { OpenedAccount } from './open-accounts.ts'
import { checkFrom, openAccounts } from './open-accounts.ts'
import { refuseNobody } from './refuse-nobody.ts'
import { checkPersonName, rosterRequest } from './write-roster.ts'

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

/**
 * Makes the account, its membership entry, and the one-time link, which is shown once. Refuses with
 * `account.from` a day that is still to come.
 */
export async function invitePerson(
  ports: AppPorts,
  session: Session,
  request: InvitePerson,
): Promise<OpenedAccount> {
  const today = todayIn(session.org.zone, ports.clock)
  const from = checkFrom(request.from ?? today, today)
  const { person, write } = await personOf(ports, session, { ...request, from })
  const { username, roles, lang, newPerson } = request
  const [opened] = await openAccounts(ports, session, {
    accounts: [{ person, username, roles }],
    from,
    lang,
    first: { writes: write, nameOf: (one) => (one === person ? newPerson : null) },
  })
  if (!opened) throw new Error('an invited account is not there')
  return opened
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
    if (!roster.people.has(person)) return refuseNobody(['body', 'person'])
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
