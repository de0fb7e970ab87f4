import { refuse } from '../../ledger/fault.ts'
import { fieldKindOf } from '../../ledger/fields/field-kinds.ts'
import type { Lang } from '../../ledger/label.ts'
import { listColumns } from '../../ledger/register.ts'
import type { Field, Register } from '../../ledger/register.ts'
import { titleFields } from '../../ledger/title.ts'
import { mayRead, readableRegister } from '../access/access.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Page, RecordQuery, Session } from '../ports/store-ports.ts'
import { shownRecords } from './shown-record.ts'
import type { ShownRecord } from './shown-record.ts'

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

/** A page of a register, and the fields whose values come along; null: all. */
export interface ListedRecords extends Page<ShownRecord> {
  readonly columns: readonly string[] | null
}

/** One page of a register. Filtering or sorting by a field one may not read is refused. */
export async function listRecords(
  ports: Pick<AppPorts, 'store' | 'rosters'>,
  session: Session,
  { list, lang }: { list: ListRecords; lang: Lang },
): Promise<ListedRecords> {
  const register = readableRegister(session, list.register)
  const columns = columnsOf(register, list)
  const query: RecordQuery = {
    register: register.id,
    where: whereOf(session, register, list.where),
    includeVoid: list.includeVoid,
    limit: list.limit,
    ...(list.from === undefined ? {} : { from: list.from }),
    ...(list.to === undefined ? {} : { to: list.to }),
    ...(list.search === undefined ? {} : { search: list.search }),
    ...(list.sort === undefined ? {} : { sort: sortOf(session, register, list.sort) }),
    ...(list.after === undefined ? {} : { after: list.after }),
    ...(columns === null ? {} : { fields: [...columns, ...titleFields(register.title)] }),
  }
  const [page, roster] = await Promise.all([
    ports.store.read(session.org.id, (reader) => reader.records(query)),
    ports.rosters.of(session.org.id),
  ])
  const items = shownRecords(session, page.items, { roster, lang })
  const listed = columns === null ? items : items.map(onlyWith(columns))
  return { items: listed, next: page.next, columns }
}

/** The fields that are asked for; null: all. */
function columnsOf(register: Register, { columns }: ListRecords): readonly string[] | null {
  return columns === 'declared' ? listColumns(register) : (columns ?? null)
}

// What a title is made of was read for the title.
function onlyWith(columns: readonly string[]): (record: ShownRecord) => ShownRecord {
  const shown = new Set(columns)
  return (record) => {
    const values = Object.entries(record.values).filter(([id]) => shown.has(id))
    return { ...record, values: Object.fromEntries(values) }
  }
}

function whereOf(
  session: Session,
  register: Register,
  where: Readonly<Record<string, string>>,
): NonNullable<RecordQuery['where']> {
  return Object.fromEntries(
    Object.entries(where).map(([id, text]) => {
      const field = openField(session, register, id)
      return [id, comparable(field, text)]
    }),
  )
}

function comparable(field: Field, text: string): string | number | boolean {
  return fieldKindOf(field.type).compared?.(text) ?? text
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
