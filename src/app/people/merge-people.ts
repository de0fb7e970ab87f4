import { core } from '../../ledger/core/core-registers.ts'
import { namesTwice } from '../../ledger/core/one-person.ts'
import { addDays } from '../../ledger/day/day.ts'
import { refuse } from '../../ledger/fault.ts'
import type { Lang } from '../../ledger/label.ts'
import { byDateThenId } from '../../ledger/record/record.ts'
import { yearFor } from '../../ledger/record/year-of.ts'
import { abilitiesOf, deny, mayRead, readableRegister } from '../access/access.ts'
import { todayIn } from '../clock/wall-clock.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Appended, Session } from '../ports/store-ports.ts'
import { shownRecords } from '../records/shown-record.ts'
import { signedYears } from '../records/signed-years.ts'
import { recordIn } from '../records/write-record.ts'
import { readRoster } from '../roster/keep-rosters.ts'
import { namesApart, placeOf } from '../roster/names-apart.ts'
import type { PersonRow, Roster } from '../roster/roster.ts'

/** Two entries of the list that are one person, and under which of the two it goes on. */
export interface MergePeople {
  readonly person: string
  readonly into: string
}

/** What becomes one, before anybody decides. */
export interface MergePreview {
  readonly person: MergedSide
  readonly into: MergedSide
  /** Records that name the first, by register; those the caller may not read only as a number. */
  readonly registers: readonly { readonly register: string; readonly records: number }[]
  readonly others: number
  /** The earliest day, and the one that is proposed. */
  readonly earliest: string
  readonly proposed: string
  /** Years with a signed report, which stay as they are. */
  readonly signed: readonly number[]
  /** Records in a list of which both stand: those dated in such a year or later must be mended. */
  readonly both: readonly BothNamed[]
}

/** A record that names both in one list, which makes them look like two. */
interface BothNamed {
  readonly record: string
  readonly register: string
  readonly on: string | null
  /** The year that it is for. */
  readonly year: number | null
  readonly title: string
}

interface MergedSide {
  readonly id: string
  readonly name: string
  readonly place: string
}

type Needs = Pick<AppPorts, 'store' | 'clock' | 'rosters' | 'calendar' | 'accounts'>

/** Shows what a merge would make one. Refuses as `mergePeople`. */
export async function previewMerge(
  ports: Needs,
  session: Session,
  asked: MergePeople,
  lang: Lang,
): Promise<MergePreview> {
  const { roster, signed } = await mergeable(ports, session, asked)
  const counts = await ports.store.read(session.org.id, (reader) =>
    reader.namingCounts(asked.person),
  )
  const isOpen = ({ register }: { readonly register: string }) => {
    const declared = session.pack.registers.get(register)
    return declared !== undefined && mayRead(session, declared)
  }
  const days = firstDays(session, ports, signed)
  return {
    person: sideOf(roster, asked.person),
    into: sideOf(roster, asked.into),
    registers: counts.filter(isOpen),
    others: counts.filter((one) => !isOpen(one)).reduce((sum, { records }) => sum + records, 0),
    ...days,
    signed: [...signed].sort((a, b) => a - b),
    both: await namedBoth(ports, session, { ...asked, roster, lang }),
  }
}

/**
 * Enters that two are one. No record is rewritten: who reads records follows the entry, and a year
 * that a report was signed for, or that is before `from`, stays as it was. Refuses with
 * `access.denied`, `merge.person`, `merge.account`, `merge.from`, `merge.both`.
 */
export async function mergePeople(
  ports: Needs,
  session: Session,
  request: MergePeople & { readonly from: string | null; readonly reason: string },
): Promise<Appended> {
  const { person, into, reason } = request
  const { roster, signed } = await mergeable(ports, session, request)
  const { earliest, proposed } = firstDays(session, ports, signed)
  const from = request.from ?? proposed
  if (from < earliest || from > proposed) refuseFrom(earliest, proposed)
  const both = await namedBoth(ports, session, { person, into, roster, lang: 'zh' })
  const counted = both.filter(({ year }) => year === null || year >= Number(from.slice(0, 4)))
  if (counted.length > 0) refuseBoth(counted)
  return recordIn(ports, session, {
    register: readableRegister(session, core.merge.id),
    values: { person, into, from, reason },
    reason: null,
    idempotency: null,
  })
}

/** The days between which a merge may begin; a year that is signed is not counted otherwise. */
function firstDays(
  { org }: Session,
  { clock }: Pick<AppPorts, 'clock'>,
  signed: ReadonlySet<number>,
): { readonly earliest: string; readonly proposed: string } {
  const today = todayIn(org.zone, clock)
  const last = [...signed].reduce((latest, year) => Math.max(latest, year), 0)
  const earliest = last === 0 ? addDays(today, -earlierDaysMax) : `${last + 1}-01-01`
  return { earliest, proposed: earliest > today ? earliest : today }
}

/** So far back two may be counted as one where no report was signed. */
const earlierDaysMax = 3660

async function mergeable(ports: Needs, session: Session, { person, into }: MergePeople) {
  if (!abilitiesOf(session.actor.roles).includes('manage-people')) deny()
  const { roster, signed } = await ports.store.read(session.org.id, async (reader) => ({
    roster: await readRoster(reader),
    signed: await signedYears(reader),
  }))
  if (person === into || !roster.people.has(person) || !roster.people.has(into)) refusePerson()
  // Whoever signs in stays who they are: roles and signatures of two accounts are never added up.
  const members = await ports.accounts.members(session.org.id)
  if (members.some(({ membership }) => membership.person === person)) refuseAccount()
  return { roster, signed }
}

/** Records in one list of which both stand, as far as the caller may read them, by their days. */
async function namedBoth(
  { store }: Pick<AppPorts, 'store'>,
  session: Session,
  given: MergePeople & { readonly roster: Roster; readonly lang: Lang },
): Promise<readonly BothNamed[]> {
  const { person, into, roster, lang } = given
  const is = (id: string) => (roster.who.is(id) === person ? into : roster.who.is(id))
  const records = await store.read(session.org.id, async (reader) => {
    const found = await reader.recordsNamingBoth(person, into)
    return reader.asWritten.recordsById(found.map(({ id }) => id))
  })
  return records
    .filter(({ values }) => namesTwice(values, { is }))
    .sort(byDateThenId)
    .map((record) => {
      const register = session.pack.registers.get(record.register)
      const isOpen = register !== undefined && mayRead(session, register)
      const [shown] = isOpen ? shownRecords(session, [record], { roster, lang }) : []
      const { id, occurredOn: on } = record
      return {
        record: id,
        register: record.register,
        on,
        year: yearFor(register, record),
        title: shown?.title ?? '',
      }
    })
}

function refuseBoth(both: readonly BothNamed[]): never {
  const some = both.slice(0, bothNamedMax).map(({ title, on }) => `${title} ${on ?? ''}`.trim())
  return refuse('merge.both', {
    at: ['body', 'into'],
    text: {
      zh: `有${both.length}条记录的同一名单里两人都在：${some.join('；')}。`,
      en: `In one list of ${both.length} records both of them stand: ${some.join('; ')}.`,
    },
    hint: {
      zh: '请核对是否确为同一人；是的，先把这些记录里重复的一个更正掉。',
      en: 'Make sure that they are one person; if so, first correct those records so that one is left.',
    },
  })
}

const bothNamedMax = 5

function sideOf(roster: Roster, id: string): MergedSide {
  const row = roster.people.get(id) as PersonRow
  return { id, name: namesApart(roster).shown.get(id) ?? row.name, place: placeOf(roster, row) }
}

function refusePerson(): never {
  return refuse('merge.person', {
    at: ['body', 'into'],
    text: {
      zh: '应是名单中的两条人员记录，且都没有归并过。',
      en: 'It takes two different people of the list, neither of whom goes on as another.',
    },
    hint: { zh: '请从名单中选择另一人。', en: 'Choose another one from the list.' },
  })
}

function refuseAccount(): never {
  return refuse('merge.account', {
    at: ['body', 'person'],
    text: {
      zh: '此人有登录账号，不能归并到另一人名下。',
      en: 'This person has an account and cannot go on as another.',
    },
    hint: {
      zh: '请从另一人的记录页归并到此人；两人都有账号的，先停用一个。',
      en: 'Do it from the page of the other one; where both have accounts, end one first.',
    },
  })
}

function refuseFrom(earliest: string, latest: string): never {
  return refuse('merge.from', {
    at: ['body', 'from'],
    text: {
      zh: `起算日应在 ${earliest} 至 ${latest} 之间：已签发报告的年度不再改变。`,
      en: `The day must lie between ${earliest} and ${latest}: a year with a signed report does not change.`,
    },
    hint: { zh: '请改用其间的一天。', en: 'Choose a day between them.' },
  })
}
