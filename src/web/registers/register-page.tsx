import { Outlet, useChildMatches, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { core, rosterRegisters } from '../../ledger/core/core-registers.ts'
import type { Register } from '../../ledger/register/register.ts'
import type { RecordList } from '../api-client/queries.ts'
import { Empty } from '../components/empty.tsx'
import type { GivenFile } from '../components/file-drop.tsx'
import { Loading } from '../components/loading.tsx'
import { PageHead } from '../components/page-head.tsx'
import { TermLines } from '../components/term-lines.tsx'
import { mayFill, registerOf, useUnit } from '../components/use-unit.ts'
import { useYear } from '../components/use-year.ts'
import type { Bringing } from '../imports/bring-table.tsx'
import { BringButton, useBringTable } from '../imports/bring-table.tsx'
import { useRecordOne } from '../record-one/record-one.ts'
import { useSay } from '../say.tsx'
import type { ListSearch } from './list-search.ts'
import './register-page.css'
import { ColumnChoice } from './column-choice.tsx'
import { storedColumns } from './columns.ts'
import { ExportMenu } from './export-menu.tsx'
import { FilterSentence } from './filter-sentence.tsx'
import { KeptRowsNote } from './kept-rows-note.tsx'
import { RecordSheet } from './record-sheet.tsx'
import { RegisterFigures } from './register-figures.tsx'
import { usePrintAll } from './use-print-all.ts'

const ImportDialog = lazy(async () => ({
  default: (await import('../sheet-import/import-dialog.tsx')).ImportDialog,
}))

const EditSheet = lazy(async () => ({ default: (await import('./edit-sheet.tsx')).EditSheet }))

const words = {
  edit: { zh: '在表中修改', en: 'Edit as a sheet' },
  span: { zh: '{from} 至 {to}', en: '{from} to {to}' },
  missing: { zh: '业务包里没有这本台账', en: 'The pack has no such register' },
  record: { zh: '记一笔', en: 'Record one' },
}

/** A register: its list, and beside it the record that is open. */
export function RegisterPage() {
  const { say } = useSay()
  const { pack } = useUnit()
  const { register: id } = useParams({ from: '/inside/registers/$register' })
  const register = registerOf(pack, id)
  if (register === null) return <Empty title={say(words.missing)} />
  return <RegisterSheet key={id} register={register} />
}

/** Title and what can be done with the whole list: columns, sheets in and out, a new record. */
function RegisterHead({
  register,
  list,
  columns,
  onColumns,
  bringing,
  onBringBack,
  isEdited,
  onEdit,
}: {
  register: Register
  list: RecordList
  columns: readonly string[]
  onColumns: (columns: readonly string[]) => void
  /** Null: nobody of these roles writes here by a form or a sheet. */
  bringing: Bringing | null
  onBringBack: () => void
  isEdited: boolean
  onEdit: () => void
}) {
  const { say } = useSay()
  const recordOne = useRecordOne()
  const printAll = usePrintAll(list)
  return (
    <PageHead title={say(register.label)}>
      <ColumnChoice register={register} columns={columns} onChange={onColumns} />
      {bringing ? <BringButton bringing={bringing} /> : null}
      <ExportMenu
        list={list}
        columns={columns}
        onPrint={printAll}
        {...(bringing ? { onBringBack } : {})}
      />
      {bringing ? (
        <button type="button" className="button plain" aria-pressed={isEdited} onClick={onEdit}>
          {say(words.edit)}
        </button>
      ) : null}
      {bringing ? (
        <button
          type="button"
          className="button"
          onClick={() => recordOne({ register: register.id })}
        >
          {say(words.record)} <kbd aria-hidden="true">n</kbd>
        </button>
      ) : null}
    </PageHead>
  )
}

const standingRegisters = [...rosterRegisters, core.subordinate.id]

function RegisterSheet({ register }: { register: Register }) {
  const { say } = useSay()
  const { session } = useUnit()
  const mayRecord = mayFill(session, register)
  const [isEdited, setEdited] = useState(false)
  const [back, setBack] = useState<GivenFile | 'none-yet' | null>(null)
  const bringing = useBringTable({
    register: register.id,
    isOn: mayRecord && !isEdited,
    onOwnSheet: setBack,
  })
  const { year } = useYear()
  const search = useSearch({ from: '/inside/registers/$register' })
  const navigate = useNavigate({ from: '/registers/$register' })
  const open = useChildMatches().length > 0
  const [columns, setColumns] = useState(() => storedColumns(session, register))
  const change = (next: Partial<ListSearch>) =>
    void navigate({ to: '.', search: (before) => ({ ...before, ...next }), replace: true })
  // Who belongs to the unit or stands below it holds until it ends; the rest is read by the year.
  const inYear =
    search.from || search.to || standingRegisters.includes(register.id)
      ? { from: search.from, to: search.to }
      : { from: `${year}-01-01`, to: `${year}-12-31` }
  // Cells are typed into over whole records; otherwise what is shown is enough.
  const read = isEdited ? {} : { columns }
  const list = { register: register.id, ...search, ...inYear, ...read }
  return (
    <div className={open ? 'register with-record' : 'register'}>
      <section className="register-list" aria-label={say(register.label)}>
        <RegisterHead
          register={register}
          list={list}
          columns={columns}
          onColumns={setColumns}
          bringing={mayRecord ? bringing : null}
          onBringBack={() => setBack('none-yet')}
          isEdited={isEdited}
          onEdit={() => setEdited(!isEdited)}
        />
        <TermLines of={register.label} />
        {bringing.note}
        <FilterSentence register={register} search={search} span={inYear} onChange={change} />
        {inYear.from && inYear.to ? (
          <p className="printed">{say(words.span, { from: inYear.from, to: inYear.to })}</p>
        ) : null}
        {mayRecord && !isEdited ? (
          <KeptRowsNote register={register} onEdit={() => setEdited(true)} />
        ) : null}
        {isEdited ? (
          <Suspense fallback={<Loading />}>
            <EditSheet
              register={register}
              list={list}
              columns={columns}
              onDone={() => setEdited(false)}
            />
          </Suspense>
        ) : (
          <RecordSheet
            register={register}
            list={list}
            columns={columns}
            onSort={(sort) => change({ sort })}
          />
        )}
        <RegisterFigures register={register} year={year} />
      </section>
      {back ? (
        <Suspense fallback={null}>
          <ImportDialog
            register={register}
            {...(back === 'none-yet' ? {} : { given: back })}
            onClose={() => setBack(null)}
          />
        </Suspense>
      ) : null}
      {open ? (
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      ) : null}
    </div>
  )
}
