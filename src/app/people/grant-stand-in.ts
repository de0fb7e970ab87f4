import { refuse } from '../../ledger/fault.ts'
import { abilitiesOf, deny, readableRegister } from '../access/access.ts'
import { todayIn } from '../clock/wall-clock.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Appended, Session } from '../ports/store-ports.ts'
import { nextVersion } from '../records/in-name.ts'
import { readRecord } from '../records/read-record.ts'
import { storedWords } from '../records/shown-record.ts'
import { recordIn, refuseVoid } from '../records/write-record.ts'
import { namesOf } from '../roster/roster.ts'
import type { StandIn } from './stand-in.ts'
import { standInFrom, standInRegister } from './stand-in.ts'

/** Who shall act for whom, from when to when, by whose written authorisation. */
export interface GrantStandIn {
  readonly person: string
  readonly deputy: string
  readonly from: string
  readonly to: string
  readonly authorisedBy: string
}

/** Days that one authorisation may run; longer absences are authorised anew. */
const standInDaysMax = 366

type Needs = Pick<AppPorts, 'store' | 'clock' | 'rosters' | 'calendar'>

/**
 * Lets somebody act for somebody else. The person or an administrator grants it, nobody to
 * themselves and nobody while standing in. Refuses with `access.denied`, `access.self-granted`
 * and `stand-in.dates`.
 */
export async function grantStandIn(
  ports: Needs,
  session: Session,
  { person, deputy, from, to, authorisedBy }: GrantStandIn,
): Promise<Appended> {
  const { actor } = session
  const isOwn = actor.person !== null && actor.person === person
  if (actor.standingInFor !== undefined) deny()
  if (!isOwn && !abilitiesOf(actor.roles).includes('manage-people')) deny()
  if (deputy === actor.person || deputy === person) refuseSelf()
  const today = todayIn(session.org.zone, ports.clock)
  const last = new Date(`${from}T00:00:00Z`).getTime() + standInDaysMax * 86_400_000
  if (to < from || to < today || new Date(`${to}T00:00:00Z`).getTime() > last) refuseDates()
  const register = readableRegister(session, standInRegister)
  const given = { person, deputy, from, to, authorisedBy }
  const values = actor.person === null ? given : { ...given, grantedBy: actor.person }
  const appended = await recordIn(ports, session, {
    register,
    values,
    reason: null,
    idempotency: null,
  })
  await trailOf(ports, session, { subject: deputy, detail: `for ${person} ${from} ${to}` })
  return appended
}

/**
 * Takes a stand-in back: the person, the deputy or an administrator. What was done under it stays.
 * Refuses with `record.unknown`, `record.void`, `access.denied`, `write.stale`.
 */
export async function endStandIn(
  ports: Pick<AppPorts, 'store' | 'rosters' | 'clock'>,
  session: Session,
  asked: { readonly record: string; readonly expected: number; readonly reason: string },
): Promise<Appended> {
  const before = await readRecord(ports, session, asked.record)
  const register = readableRegister(session, standInRegister)
  if (before.register !== register.id) deny()
  if (before.state === 'void') refuseVoid()
  const { person, deputy } = standInFrom(before, todayIn(session.org.zone, ports.clock))
  const { actor } = session
  const concerned = actor.person === person || actor.person === deputy
  if (!concerned && !abilitiesOf(actor.roles).includes('manage-people')) deny()
  const names = namesOf(await ports.rosters.of(session.org.id))
  const write = nextVersion(session, before, {
    kind: 'void',
    expected: asked.expected,
    values: before.values,
    occurredOn: before.occurredOn,
    reason: asked.reason,
    ...storedWords(register, before.values, { lists: session.pack.lists, names }),
  })
  const appended = await ports.store.append(session.org.id, write)
  await trailOf(ports, session, { subject: deputy, detail: `revoked, for ${person}` })
  return appended
}

/** Every stand-in of the unit, the newest first; revoked ones too. */
export async function listStandIns(
  ports: Pick<AppPorts, 'store' | 'clock'>,
  session: Session,
): Promise<readonly StandIn[]> {
  const register = readableRegister(session, standInRegister)
  const today = todayIn(session.org.zone, ports.clock)
  const query = { register: register.id, includeVoid: true, limit: standInsShownMax }
  const page = await ports.store.read(session.org.id, (reader) =>
    reader.records({ ...query, sort: { by: 'occurredOn', descending: true } }),
  )
  return page.items.map((record) => standInFrom(record, today))
}

const standInsShownMax = 200

async function trailOf(
  { store }: Pick<AppPorts, 'store'>,
  { org, actor }: Session,
  { subject, detail }: { subject: string; detail: string },
): Promise<void> {
  await store.trail(org.id, {
    actor: actor.id,
    act: standInRegister,
    subject,
    detail,
    outcome: 'done',
  })
}

function refuseSelf(): never {
  return refuse('access.self-granted', {
    at: ['body', 'deputy'],
    text: {
      zh: '不能授权自己代行他人职责，也不能代行本人职责。',
      en: 'Nobody grants a stand-in to themselves, or for themselves to themselves.',
    },
    hint: {
      zh: '由被代人或另一位管理员登记授权。',
      en: 'The person, or another administrator, grants it.',
    },
  })
}

function refuseDates(): never {
  return refuse('stand-in.dates', {
    at: ['body', 'to'],
    text: {
      zh: '代行期限应有起止，截止日期不早于今天，最长一年。',
      en: 'A stand-in has two days in order, ends today or later, and lasts a year at most.',
    },
    hint: { zh: '请核对起止日期。', en: 'Check the two days.' },
  })
}
