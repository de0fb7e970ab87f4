import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { BoardItemView } from '../../api/contract/problem.ts'
import type { Register, Stage } from '../../ledger/register/register.ts'
import { soonWorkdays } from '../../matter/soon.ts'
import { Empty } from '../components/empty.tsx'
import { ErrorNote } from '../components/error-note.tsx'
import { Loading } from '../components/loading.tsx'
import { PageHead } from '../components/page-head.tsx'
import { useUnit } from '../components/use-unit.ts'
import { useYear } from '../components/use-year.ts'
import { ExportMenu } from '../registers/export-menu.tsx'
import { useSay } from '../say.tsx'
import '../registers/register-page.css'
import './problems-page.css'
import { drawRegister, problemRegisters } from '../pack/problem-registers.ts'
import type { ProblemSearch } from './filter-items.ts'
import { filterItems } from './filter-items.ts'
import { NewProblemDialog } from './new-problem-dialog.tsx'
import { ProblemBoard } from './problem-board.tsx'
import { ProblemFilters } from './problem-filters.tsx'
import { ProblemList, ProblemPrint } from './problem-list.tsx'
import { boardQuery } from './problem-queries.ts'
import { StageDialog } from './stage-dialog.tsx'

const words = {
  registers: { zh: '问题台账', en: 'Registers of problems' },
  missing: { zh: '业务包里没有分阶段办理的问题台账', en: 'The pack has no register of problems' },
  views: { zh: '看法', en: 'View' },
  board: { zh: '看板', en: 'Board' },
  list: { zh: '列表', en: 'List' },
  sheet: { zh: '清单', en: 'Print' },
  print: { zh: '打印', en: 'Print it' },
  record: { zh: '登记问题', en: 'Record a problem' },
  inspections: { zh: '督导检查', en: 'Inspections' },
  noneFits: { zh: '没有符合条件的问题', en: 'No problem fits here' },
  none: { zh: '这里还没有问题', en: 'No problem stands here yet' },
  noneHint: {
    zh: '自查、检查、上级反馈和总结中发现的问题列在这里，直到销号和回头看。',
    en: 'Problems found by self-checks, inspections, bodies above and the annual review stand here until they are closed out and looked back on.',
  },
  summary: {
    zh: '{count} 个问题，未销号 {open} 个，其中逾期 {overdue} 个、{days} 个工作日内到期 {soon} 个。',
    en: '{count} {count:problem|problems}, {open} not closed out, of these {overdue} overdue and {soon} due within {days} working days.',
  },
  returns: {
    zh: '疑似反复、待确认 {count} 个。',
    en: '{count} may be {count:a return and waits|returns and wait} for a word.',
  },
  cut: {
    zh: '未销号的太多，只列出最近的。',
    en: 'More are open than fit here; the newest are shown.',
  },
  sheetTitle: { zh: '{unit}{year}年{register}清单', en: '{register} of {unit}, {year}' },
}

/** 问题: from finding to closing out, as a board, a list, or the table that is printed. */
export function ProblemsPage() {
  const { say } = useSay()
  const { pack } = useUnit()
  const search = useSearch({ from: '/inside/problems' })
  const registers = problemRegisters(pack)
  const register = registers.find(({ id }) => id === search.register) ?? registers[0]
  if (register === undefined) return <Empty title={say(words.missing)} />
  return (
    <>
      {registers.length > 1 ? (
        <nav className="tabs unprinted" aria-label={say(words.registers)}>
          {registers.map(({ id, label }) => (
            <Link
              key={id}
              to="/problems"
              search={{ register: id }}
              aria-current={id === register.id ? 'page' : undefined}
            >
              {say(label)}
            </Link>
          ))}
        </nav>
      ) : null}
      <Problems key={register.id} register={register} />
    </>
  )
}

function Problems({ register }: { register: Register }) {
  const { year } = useYear()
  const search = useSearch({ from: '/inside/problems' })
  const navigate = useNavigate({ from: '/problems' })
  const query = useQuery(boardQuery(register.id, year))
  const [moving, setMoving] = useState<{ item: BoardItemView; stage: Stage } | null>(null)
  const [isNew, setNew] = useState(search.from !== undefined)
  const change = (next: Partial<ProblemSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true })
  const items = filterItems(query.data?.items ?? [], search)
  return (
    <>
      <ProblemsHead
        register={register}
        year={year}
        view={search.view ?? 'board'}
        onView={(view) => change({ view: view === 'board' ? undefined : view })}
        onNew={() => setNew(true)}
      />
      <ProblemFilters register={register} year={year} search={search} onChange={change} />
      {query.isPending ? <Loading /> : null}
      {query.error ? <ErrorNote error={query.error} retry={() => void query.refetch()} /> : null}
      {query.data ? <Summary register={register} items={items} isCut={query.data.isCut} /> : null}
      {query.data && items.length === 0 ? (
        <NoProblems isFiltered={query.data.items.length > 0} />
      ) : null}
      {items.length > 0 ? (
        <ProblemsIn
          view={search.view ?? 'board'}
          register={register}
          year={year}
          items={items}
          onMove={(item, stage) => setMoving({ item, stage })}
        />
      ) : null}
      {moving ? (
        <StageDialog
          record={moving.item.record}
          register={register}
          stage={moving.stage}
          onClose={() => setMoving(null)}
        />
      ) : null}
      {isNew ? (
        <NewProblemDialog
          register={register}
          from={search.from}
          onClose={() => {
            setNew(false)
            change({ from: undefined })
          }}
          onSaved={({ record }) =>
            void navigate({ to: '/problems/$record', params: { record: record.id } })
          }
        />
      ) : null}
    </>
  )
}

function NoProblems({ isFiltered }: { isFiltered: boolean }) {
  const { say } = useSay()
  return (
    <Empty title={say(isFiltered ? words.noneFits : words.none)}>
      {isFiltered ? null : <p>{say(words.noneHint)}</p>}
    </Empty>
  )
}

type View = 'board' | 'list' | 'sheet'

function ProblemsIn(props: {
  view: View
  register: Register
  year: number
  items: readonly BoardItemView[]
  onMove: (item: BoardItemView, stage: Stage) => void
}) {
  const { say } = useSay()
  const { session } = useUnit()
  const { view, register, year, items } = props
  if (view === 'list') return <ProblemList register={register} items={items} />
  if (view === 'board') {
    return <ProblemBoard register={register} items={items} onMove={props.onMove} />
  }
  const unit = say(session.organisation.name)
  return (
    <section>
      <h2 className="print-title">
        {say(words.sheetTitle, { unit, year, register: say(register.label) })}
      </h2>
      <ProblemPrint register={register} items={items} />
    </section>
  )
}

function ProblemsHead(props: {
  register: Register
  year: number
  view: View
  onView: (view: View) => void
  onNew: () => void
}) {
  const { say } = useSay()
  const { session, pack } = useUnit()
  const { register, year, view } = props
  const list = { register: register.id, from: `${year}-01-01`, to: `${year}-12-31` }
  const columns = register.printed ?? register.columns
  return (
    <PageHead title={say(register.label)}>
      <div className="view-choice" role="group" aria-label={say(words.views)}>
        {(['board', 'list', 'sheet'] as const).map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={view === one}
            onClick={() => props.onView(one)}
          >
            {say(words[one])}
          </button>
        ))}
      </div>
      {view === 'sheet' ? (
        <button type="button" className="button plain" onClick={() => window.print()}>
          {say(words.print)}
        </button>
      ) : null}
      <ExportMenu list={list} columns={columns} />
      {drawRegister(pack) ? (
        <Link to="/inspections" className="button plain">
          {say(words.inspections)}
        </Link>
      ) : null}
      {session.may.includes('record') ? (
        <button type="button" className="button" onClick={props.onNew}>
          {say(words.record)}
        </button>
      ) : null}
    </PageHead>
  )
}

function Summary(props: { register: Register; items: readonly BoardItemView[]; isCut: boolean }) {
  const { say } = useSay()
  const { items } = props
  const settled = new Set(props.register.stages?.filter((one) => one.settled).map(({ id }) => id))
  const open = items.filter(({ stage }) => !settled.has(stage))
  const dueIn = (state: string) => open.filter(({ due }) => due?.state === state).length
  const returns = items.filter(({ mayReturn }) => mayReturn).length
  return (
    <p className="problem-summary" role="status">
      {say(words.summary, {
        count: items.length,
        open: open.length,
        overdue: dueIn('overdue'),
        soon: dueIn('soon'),
        days: soonWorkdays,
      })}{' '}
      {returns > 0 ? `${say(words.returns, { count: returns })} ` : null}
      {props.isCut ? say(words.cut) : null}
    </p>
  )
}
