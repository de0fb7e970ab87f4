import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import type { KeyboardEvent } from 'react'
import type { RecordView } from '../../api/contract/record.ts'
import { fieldKindOf } from '../../ledger/fields/field-kinds.ts'
import type { Field, Register } from '../../ledger/register/register.ts'
import type { RecordList } from '../api-client/queries.ts'
import { recordsQuery } from '../api-client/queries.ts'
import { Empty } from '../components/empty.tsx'
import { ErrorNote } from '../components/error-note.tsx'
import { Loading } from '../components/loading.tsx'
import { Table } from '../components/table.tsx'
import { mayFill, useUnit } from '../components/use-unit.ts'
import { ShownValue } from '../fields/shown-value.tsx'
import { useRecordOne } from '../record-one/record-one.ts'
import { useSay } from '../say.tsx'
import { SheetFoot } from './sheet-foot.tsx'

const words = {
  none: { zh: '这里还没有记录', en: 'No record stands here yet' },
  noneHint: {
    zh: '记录按事情发生的日期列在这里；也可以换一年看。',
    en: 'Records stand here by the day they happened; another year may have some.',
  },
  noneFits: { zh: '没有符合条件的记录', en: 'No record fits here' },
  noneFitsHint: { zh: '可以放宽筛选。', en: 'Widen the filters to see others.' },
  record: { zh: '记一笔', en: 'Record one' },
  late: { zh: '补', en: 'late' },
  lateTitle: { zh: '补录，迟 {days} 个工作日', en: 'entered {days} working days late' },
  voided: { zh: '已作废', en: 'voided' },
  title: { zh: '记录', en: 'Record' },
}

/** A record that stands open beside the sheet leaves room for so many. */
const columnsBesideRecord = 4

/** Records of a register as a sheet: sticky header, sorting, pages that follow the scrolling. */
export function RecordSheet(props: {
  register: Register
  list: RecordList
  columns: readonly string[]
  onSort: (sort: string) => void
}) {
  const { say } = useSay()
  const { register, list } = props
  const { session } = useUnit()
  const recordOne = useRecordOne()
  const query = useInfiniteQuery(recordsQuery(list))
  const records = query.data?.pages.flatMap((page) => page.items) ?? []
  const { record: opened } = useParams({ strict: false })
  const columns = props.columns
    .flatMap((id) => register.fields.find((field) => field.id === id) ?? [])
    .slice(0, opened === undefined ? undefined : columnsBesideRecord)
  if (query.isPending) return <Loading />
  if (query.error && records.length === 0) {
    return <ErrorNote error={query.error} retry={() => void query.refetch()} />
  }
  if (records.length === 0) {
    const isFiltered = list.where !== undefined || Boolean(list.search)
    return (
      <Empty title={say(isFiltered ? words.noneFits : words.none)}>
        <p>{say(isFiltered ? words.noneFitsHint : words.noneHint)}</p>
        {mayFill(session, register) ? (
          <button
            type="button"
            className="button"
            onClick={() => recordOne({ register: register.id })}
          >
            {say(words.record)}
          </button>
        ) : null}
      </Empty>
    )
  }
  return (
    <>
      <Sheet {...props} fields={columns} records={records} sort={list.sort} />
      <SheetFoot
        count={records.length}
        more={query.hasNextPage}
        fetching={query.isFetchingNextPage}
        onMore={() => void query.fetchNextPage()}
      />
    </>
  )
}

function Sheet(props: {
  register: Register
  fields: readonly Field[]
  records: readonly RecordView[]
  sort: string | undefined
  onSort: (sort: string) => void
}) {
  const { say } = useSay()
  const { register, fields, records } = props
  const sort = props.sort ?? `-${register.date}`
  return (
    <Table
      name={say(register.label)}
      look="sheet"
      heads={fields.map((field) => (
        <SortHead key={field.id} field={field} sort={sort} onSort={props.onSort} />
      ))}
      isGrouped
    >
      <tbody onKeyDown={moveBetweenRows}>
        {records.map((record) => (
          <SheetRow key={record.id} record={record} fields={fields} />
        ))}
      </tbody>
    </Table>
  )
}

function SortHead(props: { field: Field; sort: string; onSort: (sort: string) => void }) {
  const { say } = useSay()
  const { field, sort } = props
  const isSorted = sort.replace('-', '') === field.id
  const descending = sort.startsWith('-')
  const state = isSorted ? (descending ? 'descending' : 'ascending') : undefined
  if (!fieldKindOf(field.type).sorted) {
    return (
      <th scope="col" data-kind={field.type}>
        {say(field.label)}
      </th>
    )
  }
  return (
    <th scope="col" data-kind={field.type} aria-sort={state}>
      <button
        type="button"
        onClick={() => props.onSort(isSorted && !descending ? `-${field.id}` : field.id)}
      >
        {say(field.label)}
        <span aria-hidden="true">{isSorted ? (descending ? ' ↓' : ' ↑') : ''}</span>
      </button>
    </th>
  )
}

function SheetRow({ record, fields }: { record: RecordView; fields: readonly Field[] }) {
  const { say } = useSay()
  const navigate = useNavigate()
  const { record: openId } = useParams({ strict: false })
  const isOpen = openId === record.id
  const voided = record.state === 'void'
  const open = () =>
    void navigate({
      to: '/registers/$register/$record',
      params: { register: record.register, record: record.id },
      search: (before) => before,
    })
  return (
    <tr className={[voided ? 'voided' : '', isOpen ? 'open' : ''].join(' ')} onClick={open}>
      {fields.map((field, index) => {
        const value = <ShownValue field={field} value={record.values[field.id] ?? null} brief />
        return (
          <td key={field.id} data-kind={field.type}>
            {index === 0 ? (
              <>
                <Link
                  to="/registers/$register/$record"
                  params={{ register: record.register, record: record.id }}
                  search={(before) => before}
                  aria-current={isOpen ? 'true' : undefined}
                  aria-label={record.title}
                  onClick={(event) => event.stopPropagation()}
                >
                  {record.values[field.id] === undefined ? say(words.title) : value}
                </Link>
                {record.lateDays > 0 ? (
                  <span
                    className="late-mark"
                    title={say(words.lateTitle, { days: record.lateDays })}
                  >
                    {say(words.late)}
                  </span>
                ) : null}
                {voided ? <span className="void-mark">{say(words.voided)}</span> : null}
              </>
            ) : (
              value
            )}
          </td>
        )
      })}
    </tr>
  )
}

/** Up and down walk the rows by their links, as in a sheet. */
function moveBetweenRows(event: KeyboardEvent<HTMLTableSectionElement>) {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const links = Array.from(event.currentTarget.querySelectorAll<HTMLElement>('td:first-child a'))
  const at = links.findIndex((link) => link === document.activeElement)
  const next = links[at + (event.key === 'ArrowDown' ? 1 : -1)]
  if (at < 0 || !next) return
  event.preventDefault()
  next.focus()
}
