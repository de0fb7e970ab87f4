import { actorParts } from '../../ledger/core/actor.ts'
import type { Label, Lang } from '../../ledger/label.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import { mayRead } from '../access/access.ts'
import type { HeldRoles } from '../people/roles-held.ts'
import { rolesHeld } from '../people/roles-held.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { shownRecords } from '../records/shown-record.ts'
import type { Roster } from '../roster/roster.ts'
import type { YearBook } from './year-book.ts'

/** Everything that is held about one person, with the reason in words. */
export interface MyFile {
  readonly person: { readonly record: string; readonly name: string; readonly since: string } | null
  readonly posts: readonly HeldPost[]
  readonly roles: readonly HeldRoles[]
  readonly trail: readonly {
    readonly at: string
    readonly act: string
    readonly subject: string | null
    readonly outcome: 'done' | 'refused'
    readonly detail: string | null
  }[]
  readonly written: readonly WrittenByMe[]
  readonly naming: readonly NamingRegister[]
  /** Values that are computed per person and name the caller: hours, lectures, and the like. */
  readonly values: readonly {
    readonly figure: string
    readonly label: Label
    readonly unit: Label
    readonly value: number
    readonly scale?: 'fen' | 'minutes'
  }[]
}

interface HeldPost {
  readonly office: string
  readonly title: string
  readonly role: string | null
  readonly from: string
  readonly to: string | null
}

interface WrittenByMe {
  readonly index: number
  readonly kind: string
  readonly register: string | null
  readonly record: string | null
  readonly recordedAt: string
}

/** Records of one register that name the caller; of a restricted one the number only. */
interface NamingRegister {
  readonly register: string
  readonly label: Label
  readonly count: number
  readonly restricted: boolean
  readonly latest: readonly {
    readonly record: string
    readonly title: string
    readonly on: string | null
  }[]
}

const namingMax = 500
const writtenMax = 50
const trailMax = 50
const latestMax = 5

/** Everything the ledger holds about the caller, for the caller alone. */
export async function readMyFile(
  ports: Pick<AppPorts, 'store' | 'rosters' | 'yearBooks' | 'accounts'>,
  session: Session,
  { year, lang }: { year: number; lang: Lang },
): Promise<MyFile> {
  const { org, actor } = session
  const { person } = actor
  const { hand } = actorParts(actor.id)
  const [held, roster, book, members] = await Promise.all([
    ports.store.read(org.id, async (reader) => ({
      trail: await reader.trail({ limit: trailMax, actor: hand, zone: org.zone }),
      written: await reader.entriesBy(hand, writtenMax),
      naming: person === null ? [] : await reader.recordsNaming(person, namingMax),
    })),
    ports.rosters.of(org.id),
    ports.yearBooks.of(session, year),
    ports.accounts.members(org.id),
  ])
  const own = members.find(({ membership }) => membership.person === person)
  return {
    ...placeOf(roster, person),
    roles: rolesHeld(roster, { person, membership: own?.membership ?? null }),
    trail: held.trail.items.map(({ at, act, subject, outcome, detail }) => ({
      at,
      act,
      subject,
      outcome,
      detail,
    })),
    written: held.written,
    naming: namingOf(session, held.naming, { roster, lang }),
    values: person === null ? [] : valuesOf(book, person),
  }
}

function placeOf(roster: Roster, person: string | null): Pick<MyFile, 'person' | 'posts'> {
  const row = person === null ? undefined : roster.people.get(person)
  return {
    person: row ? { record: row.id, name: row.name, since: row.since } : null,
    posts: roster.posts
      .filter((one) => one.person === person)
      .map(({ office, title, role, from, to }) => ({
        office: roster.offices.get(office)?.name ?? office,
        title,
        role,
        from,
        to,
      })),
  }
}

function namingOf(
  session: Session,
  records: readonly LedgerRecord[],
  words: Parameters<typeof shownRecords>[2],
): readonly NamingRegister[] {
  return [...session.pack.registers.values()].flatMap((register) => {
    const own = records.filter((one) => one.register === register.id)
    if (own.length === 0) return []
    const restricted = !mayRead(session, register)
    const latest = restricted ? [] : shownRecords(session, own.slice(0, latestMax), words)
    return {
      register: register.id,
      label: register.label,
      count: own.length,
      restricted,
      latest: latest.map(({ id, title, occurredOn }) => ({ record: id, title, on: occurredOn })),
    }
  })
}

function valuesOf(book: YearBook, person: string): MyFile['values'] {
  return [...book.pack.figures.values()].flatMap((definition) => {
    const figure = book.figure(definition.id)
    const own = figure?.groups?.find(({ key }) => key === person)
    if (!figure || !own) return []
    const { unit, scale } = figure
    return {
      figure: definition.id,
      label: definition.label,
      unit,
      value: own.value,
      ...(scale === undefined ? {} : { scale }),
    }
  })
}
