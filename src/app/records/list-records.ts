import { refuse } from '../../ledger/fault.ts'
import { fieldKindOf } from '../../ledger/fields/field-kinds.ts'
import type { Lang } from '../../ledger/label.ts'
import type { Field, Register } from '../../ledger/register/register.ts'
import { listColumns } from '../../ledger/register/register.ts'
import { titleFields, titlesIn } from '../../ledger/register/title.ts'
import type { Values } from '../../ledger/value.ts'
import { mayRead, readableRegister } from '../access/access.ts'
import { openTo } from '../access/open-to.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { ListedRecord, Page, RecordQuery, Session } from '../ports/store-ports.ts'
import { namesOf } from '../roster/roster.ts'
import type { ShownRecord } from './shown-record.ts'
import { shownRecords } from './shown-record.ts'

/** What a list is asked for; `where` as it comes from an address, by field. */
export interface ListRecords {
  readonly register: string
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly where: Readonly<Record<string, string>>
  readonly search?: string | undefined
  readonly includeVoid: boolean
  /** A field, `occurredOn`, `recordedAt`, `lateDays` or `title`; a leading `-` is descending. */
  readonly sort?: string | undefined
  readonly after?: string | undefined
  readonly limit: number
  /** The fields whose values come along; `declared`: the columns of the register; absent: all. */
  readonly columns?: readonly string[] | 'declared' | undefined
}

const sortedByRecord = ['occurredOn', 'recordedAt', 'lateDays', 'title']

/** A record of a list, and what its reader may see of it: the values as JSON text. */
export interface RecordInList {
  readonly record: Omit<ListedRecord, 'valuesText' | 'titled'>
  readonly title: string
  readonly valuesText: string
}

/** A page of a register. */
export interface ListedRecords extends Page<RecordInList> {
  /** The fields whose values come along; null: all. */
  readonly columns: readonly string[] | null
  /** What the reader may not see of any of them. */
  readonly withheld: readonly string[]
}

type Needs = Pick<AppPorts, 'store' | 'rosters'>

/**
 * One page of a register, whose values pass from the database to the answer as they are. Filtering
 * or sorting by a field one may not read is refused.
 */
export async function listRecords(
  ports: Needs,
  session: Session,
  { list, lang }: { list: ListRecords; lang: Lang },
): Promise<ListedRecords> {
  const [listed] = await listEach(ports, session, { lists: [list], lang })
  if (listed === undefined) throw new Error('a list was asked for and none came')
  return listed
}

/** Several lists at one moment, in the order in which they are asked for. */
export async function listEach(
  ports: Needs,
  session: Session,
  { lists, lang }: { lists: readonly ListRecords[]; lang: Lang },
): Promise<readonly ListedRecords[]> {
  const asked = lists.map((list) => {
    const register = readableRegister(session, list.register)
    const { withheld } = openTo(session, register, {})
    const columns = columnsOf(register, list)
    const open = register.fields.filter(({ id }) => !withheld.includes(id))
    const openIds = new Set(open.map(({ id }) => id))
    const shown = (columns ?? register.fields.map(({ id }) => id)).filter((id) => openIds.has(id))
    const titled = titleFields(register.title).filter((id) => openIds.has(id))
    return { register, withheld, columns, shown, titled, query: queryOf(session, register, list) }
  })
  const [pages, roster] = await Promise.all([
    ports.store.read(session.org.id, (reader) =>
      Promise.all(asked.map(({ query, shown, titled }) => reader.listed(query, { shown, titled }))),
    ),
    ports.rosters.of(session.org.id),
  ])
  const words = { lists: session.pack.lists, names: namesOf(roster) }
  return asked.map(({ register, withheld, columns }, nth) => {
    const page = pages[nth]
    // Where single columns of rows are withheld, what was read cannot pass as it is.
    const isWhole = withheld.every((id) => !id.includes('.'))
    const titleIn = titlesIn(register, words, lang)
    const items = (page?.items ?? []).map((record) => ({
      record,
      valuesText: isWhole ? record.valuesText : openText(session, register, record.valuesText),
      title: titleIn(record.titled),
    }))
    return { items, withheld, next: page?.next ?? null, columns }
  })
}

function openText(session: Session, register: Register, text: string): string {
  return JSON.stringify(openTo(session, register, JSON.parse(text) as Values).values)
}

/** The same page with all values of its records, for whoever works with them. */
export async function readList(
  ports: Needs,
  session: Session,
  { list, lang }: { list: Omit<ListRecords, 'columns'>; lang: Lang },
): Promise<Page<ShownRecord>> {
  const register = readableRegister(session, list.register)
  const query = queryOf(session, register, list)
  const [page, roster] = await Promise.all([
    ports.store.read(session.org.id, (reader) => reader.records(query)),
    ports.rosters.of(session.org.id),
  ])
  return { items: shownRecords(session, page.items, { roster, lang }), next: page.next }
}

/** The fields that are asked for; null: all. */
function columnsOf(register: Register, { columns }: ListRecords): readonly string[] | null {
  return columns === 'declared' ? listColumns(register) : (columns ?? null)
}

function queryOf(
  session: Session,
  register: Register,
  list: Omit<ListRecords, 'columns'>,
): RecordQuery {
  return {
    register: register.id,
    where: whereOf(session, register, list.where),
    single: register.fields.filter(({ type }) => !fieldKindOf(type).many).map(({ id }) => id),
    includeVoid: list.includeVoid,
    limit: list.limit,
    ...(list.from === undefined ? {} : { from: list.from }),
    ...(list.to === undefined ? {} : { to: list.to }),
    ...(list.search === undefined ? {} : { search: list.search }),
    ...(list.sort === undefined ? {} : { sort: sortOf(session, register, list.sort) }),
    ...(list.after === undefined ? {} : { after: list.after }),
  }
}

function whereOf(
  session: Session,
  register: Register,
  where: Readonly<Record<string, string>>,
): NonNullable<RecordQuery['where']> {
  return Object.fromEntries(
    Object.entries(where).map(([id, text]) => {
      const { compared } = fieldKindOf(openField(session, register, id).type)
      // An answer that nothing is so would be wrong.
      if (compared === null) refuseField(register, id)
      return [id, compared?.(text) ?? text]
    }),
  )
}

function sortOf(session: Session, register: Register, sort: string) {
  const descending = sort.startsWith('-')
  const by = descending ? sort.slice(1) : sort
  if (by === 'title') for (const id of titleFields(register.title)) openField(session, register, id)
  if (!sortedByRecord.includes(by)) {
    const { type } = openField(session, register, by)
    // Several values have no place among those of others.
    if (fieldKindOf(type).many) refuseField(register, by)
  }
  return { by, descending }
}

function openField(session: Session, register: Register, id: string): Field {
  const field = register.fields.find((one) => one.id === id)
  if (field && mayRead(session, field)) return field
  return refuseField(register, id)
}

function refuseField(register: Register, id: string): never {
  refuse('list.field', {
    at: ['query', id],
    text: {
      zh: `“${register.label.zh}”不能按“${id}”筛选或排序。`,
      en: `“${register.label.en}” cannot be filtered or sorted by “${id}”.`,
    },
    hint: { zh: '请从列出的字段中选择。', en: 'Choose one of its fields.' },
  })
}
