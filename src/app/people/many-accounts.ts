import type { Lang } from '../../ledger/label.ts'
import { todayIn } from '../clock/wall-clock.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { namesApart, placeOf } from '../roster/names-apart.ts'
import { isFormer } from '../roster/roster.ts'
import type { NewAccount, OpenedAccount } from './open-accounts.ts'
import { checkFrom, openAccounts } from './open-accounts.ts'
import { refuseNobody } from './refuse-nobody.ts'

/** Somebody without an account, and the user name that is proposed. */
export interface ProposedAccount {
  readonly person: string
  readonly name: string
  /** Office and post, else since when they are listed. */
  readonly place: string
  readonly username: string
}

/** Accounts opened at once at most: more than a unit has people. */
export const accountsAtOnceMax = 500

/** Everybody who works here and has no account, in the order of the list of people. */
export async function proposeAccounts(
  ports: Pick<AppPorts, 'accounts' | 'rosters' | 'clock' | 'spelling'>,
  { org }: Session,
): Promise<readonly ProposedAccount[]> {
  const roster = await ports.rosters.of(org.id)
  const members = await ports.accounts.members(org.id)
  const withAccount = new Set(members.map(({ membership }) => membership.person))
  const taken = new Set(members.map(({ username }) => username.toLowerCase()))
  const day = todayIn(org.zone, ports.clock)
  const { shown } = namesApart(roster)
  return [...roster.people.values()]
    .filter(({ id }) => !withAccount.has(id) && !isFormer(roster, { person: id, day }))
    .map((row) => ({ row, name: shown.get(row.id) ?? row.name }))
    .sort((one, other) => inOrder(one.name, other.name))
    .map(({ row, name }) => ({
      person: row.id,
      name,
      place: placeOf(roster, row),
      username: freeName(ports.spelling(row.name), taken),
    }))
}

const inOrder = new Intl.Collator('zh-Hans-CN').compare

/** The spelling of a name, with a number behind it where another bears it; taken from then on. */
function freeName(spelling: string, taken: Set<string>): string {
  const plain = spelling.length >= spellingLengthMin ? spelling : `user${spelling}`
  const base = plain.slice(0, spellingLengthMax)
  let name = base
  for (let nth = 2; taken.has(name); nth += 1) name = `${base}${nth}`
  taken.add(name)
  return name
}

/** What a user name has at least, and at most with room for a number. */
const spellingLengthMin = 2
const spellingLengthMax = 28

/** Opens accounts for people of the roster, with a one-time link for each; all or none. */
export async function openManyAccounts(
  ports: AppPorts,
  session: Session,
  asked: {
    readonly accounts: readonly NewAccount[]
    readonly from: string | null
    readonly lang: Lang
  },
): Promise<readonly OpenedAccount[]> {
  const { people } = await ports.rosters.of(session.org.id)
  const nobody = asked.accounts.findIndex(({ person }) => !people.has(person))
  if (nobody >= 0) refuseNobody(['accounts', nobody, 'person'])
  const today = todayIn(session.org.zone, ports.clock)
  const from = checkFrom(asked.from ?? today, today)
  return openAccounts(ports, session, { accounts: asked.accounts, from, lang: asked.lang })
}
