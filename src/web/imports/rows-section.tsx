import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { ImportView } from '../../api/contract/import.ts'
import type { Label } from '../../ledger/label.ts'
import type { Shape } from '../../ledger/sheet/shape.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { Loading } from '../components/loading.tsx'
import { useSay } from '../say.tsx'
import { ImportNotes } from '../sheet-import/import-notes.tsx'
import { AlikeRows } from './alike-rows.tsx'
import { ImportPart } from './import-part.tsx'
import type { RowState } from './import-queries.ts'
import { importRowsQuery, passedRowsQuery, rowsLimit } from './import-queries.ts'
import { PassedRows } from './passed-rows.tsx'
import { RowGrid } from './row-grid.tsx'
import type { ImportChanges } from './use-import-changes.ts'

const words = {
  title: { zh: '逐行', en: 'Rows' },
  which: { zh: '看哪些行', en: 'Which rows' },
  about: {
    zh: '红格就地改；蓝格等“待定”里说明，也可就地改。回车存好并到下一行，Tab 到下一处。这些行先不写入，别的行照写。',
    en: 'Mend the red cells in place; the blue ones wait for “Questions” and may be mended too. Enter keeps a cell and goes down, Tab goes to the next. These rows wait, the others are written.',
  },
  earlier: { zh: '前 {count} 行', en: 'Previous {count}' },
  later: { zh: '后 {count} 行', en: 'Next {count}' },
}

type Shown = RowState | 'passed'

const stateWords: Readonly<Record<Shown, Label>> = {
  open: { zh: '待处理', en: 'In question' },
  alike: { zh: '像已有的', en: 'Like a record' },
  ready: { zh: '可以写入', en: 'Ready' },
  'left-out': { zh: '不导入', en: 'Left out' },
  passed: { zh: '跳过的', en: 'Passed over' },
  written: { zh: '已写入', en: 'Written' },
}

const emptyWords: Readonly<Record<Shown, Label>> = {
  open: { zh: '没有待处理的行。', en: 'No row is in question.' },
  alike: { zh: '没有与已有记录相似的行。', en: 'No row is like a record.' },
  ready: { zh: '没有可以写入的行。', en: 'No row is ready.' },
  'left-out': { zh: '没有不导入的行。', en: 'No row is left out.' },
  passed: { zh: '没有跳过的行。', en: 'No row was passed over.' },
  written: { zh: '还没有写入的行。', en: 'No row is written yet.' },
}

const states = ['open', 'alike', 'ready', 'left-out', 'passed', 'written'] as const

interface RowsProps {
  readonly view: ImportView
  readonly shape: Shape
  readonly changes: ImportChanges
}

/** The rows of the table by what becomes of them; those in question first. */
export function RowsSection(props: RowsProps) {
  const { say } = useSay()
  const { found } = props.view
  const [chosen, setChosen] = useState<Shown | null>(null)
  if (found === null) return null
  const { counts } = found
  const countOf = (one: Shown) => (one === 'left-out' ? counts.leftOut : counts[one])
  const state = chosen ?? states.find((one) => countOf(one) > 0) ?? 'open'
  return (
    <ImportPart
      id="rows"
      title={say(words.title)}
      aside={counts.open > 0 ? say(words.about) : undefined}
    >
      <ul className="legend import-states" aria-label={say(words.which)}>
        {states.map((one) => (
          <li key={one}>
            <button
              type="button"
              aria-pressed={state === one}
              disabled={countOf(one) === 0 && state !== one}
              onClick={() => setChosen(one)}
            >
              {say(stateWords[one])} <span className="number">{countOf(one)}</span>
            </button>
          </li>
        ))}
      </ul>
      {state === 'passed' ? (
        <PassedPages key={state} {...props} />
      ) : (
        <RowPages key={state} {...props} state={state} />
      )}
      <ImportNotes notes={found.notes} />
    </ImportPart>
  )
}

/** A page of rows; of a table of fifty thousand no more is ever drawn. */
function RowPages(props: RowsProps & { state: RowState }) {
  const { view, changes, state } = props
  const pages = usePages()
  const query = useQuery({
    ...importRowsQuery(view.id, state, pages.after),
    placeholderData: keepPreviousData,
  })
  const rows = query.data?.items ?? []
  return (
    <Pages query={query} pages={pages} empty={emptyWords[state]}>
      {state === 'alike' ? (
        <AlikeRows {...props} rows={rows} changes={changes} />
      ) : (
        <RowGrid {...props} rows={rows} />
      )}
    </Pages>
  )
}

function PassedPages({ view }: RowsProps) {
  const pages = usePages()
  const query = useQuery({
    ...passedRowsQuery(view.id, pages.after),
    placeholderData: keepPreviousData,
  })
  return (
    <Pages query={query} pages={pages} empty={emptyWords.passed}>
      <PassedRows rows={query.data?.items ?? []} />
    </Pages>
  )
}

/** The last row before the page that is shown, and the way back. */
function usePages() {
  const [before, setBefore] = useState<readonly number[]>([])
  return {
    after: before.at(-1) ?? 0,
    isFirst: before.length === 0,
    forth: (next: number) => setBefore([...before, next]),
    back: () => setBefore(before.slice(0, -1)),
  }
}

function Pages(props: {
  query: {
    readonly data: { readonly items: readonly unknown[]; readonly next: number | null } | undefined
    readonly error: Error | null
    readonly refetch: () => unknown
  }
  pages: ReturnType<typeof usePages>
  empty: Label
  children: ReactNode
}) {
  const { say } = useSay()
  const { pages } = props
  const { data, error, refetch } = props.query
  if (!data) return error ? <ErrorNote error={error} retry={() => void refetch()} /> : <Loading />
  const { items, next } = data
  return (
    <>
      {items.length === 0 ? <p className="quiet">{say(props.empty)}</p> : props.children}
      {pages.isFirst && next === null ? null : (
        <p className="actions">
          <button type="button" className="button" disabled={pages.isFirst} onClick={pages.back}>
            {say(words.earlier, { count: rowsLimit })}
          </button>
          <button
            type="button"
            className="button"
            disabled={next === null}
            onClick={() => next !== null && pages.forth(next)}
          >
            {say(words.later, { count: rowsLimit })}
          </button>
        </p>
      )}
    </>
  )
}
