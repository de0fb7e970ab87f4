import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { ImportView } from '../../api/contract/import.ts'
import type { Shape } from '../../ledger/sheet/shape.ts'
import { shapeOf } from '../../ledger/sheet/shape.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { Loading } from '../components/loading.tsx'
import { PageHead } from '../components/page-head.tsx'
import { registerOf, useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'
import { BringBox } from './bring-box.tsx'
import { ColumnsSection } from './columns-section.tsx'
import { GivenSection } from './given-section.tsx'
import { ImportActs } from './import-acts.tsx'
import { ImportGoing } from './import-going.tsx'
import { importQuery } from './import-queries.ts'
import { QuestionsSection } from './questions-section.tsx'
import { RowsSection } from './rows-section.tsx'
import { TableSection } from './table-section.tsx'
import type { ImportChanges } from './use-import-changes.ts'
import { useImportChanges } from './use-import-changes.ts'
import { WriteSection } from './write-section.tsx'
import './imports.css'

const words = {
  title: { zh: '导入旧台账', en: 'An old ledger brought in' },
  aside: { zh: '{file} → {register}', en: '{file} → {register}' },
  all: { zh: '全部未办完的导入', en: 'All that are not done' },
  own: {
    zh: '这是从本系统导出的表，每行带着记录号，不是旧台账。请在该台账的页面上选“导出”菜单里的“把改过的表导回来”，逐格核对更正。',
    en: 'This sheet was exported here: each row says which record it is. Bring it back on the page of its register, from the menu “Export”, where corrections are shown cell by cell.',
  },
  register: { zh: '到台账去', en: 'To the register' },
  gone: { zh: '也可以另外带入一份：', en: 'You may bring another one:' },
}

/** One old ledger on its way into a register: how it is read, what is asked, its rows, writing. */
export function ImportPage() {
  const { id } = useParams({ from: '/inside/imports/$id' })
  const { say } = useSay()
  const { data: view, error, refetch } = useQuery(importQuery(id))
  if (view) return <Import key={id} view={view} />
  if (!error) return <Loading />
  return (
    <div className="stack">
      <PageHead title={say(words.title)} />
      <ErrorNote error={error} retry={() => void refetch()} />
      <p>{say(words.gone)}</p>
      <BringBox />
    </div>
  )
}

function Import({ view }: { view: ImportView }) {
  const { say } = useSay()
  const { pack } = useUnit()
  const changes = useImportChanges(view)
  const register = registerOf(pack, view.mapping.register)
  const shape = useMemo(() => register && shapeOf(register), [register])
  return (
    <div className="import">
      <PageHead
        title={say(words.title)}
        aside={
          shape === null
            ? view.fileName
            : say(words.aside, { file: view.fileName, register: say(shape.label) })
        }
      >
        <Link to="/imports" className="button plain">
          {say(words.all)}
        </Link>
        <ImportActs view={view} changes={changes} />
      </PageHead>
      {changes.error ? <ErrorNote error={changes.error} /> : null}
      {view.isOwnSheet ? <OwnSheet view={view} /> : null}
      <TableSection view={view} changes={changes} />
      {shape === null || view.isOwnSheet ? null : (
        <Mapped view={view} shape={shape} changes={changes} />
      )}
    </div>
  )
}

function OwnSheet({ view: { mapping } }: { view: ImportView }) {
  const { say } = useSay()
  return (
    <div className="note wait">
      <p>{say(words.own)}</p>
      <p>
        <Link to="/registers/$register" params={{ register: mapping.register }}>
          {say(words.register)}
        </Link>
      </p>
    </div>
  )
}

/** What follows once it is known what the table is mapped onto. */
function Mapped(props: { view: ImportView; shape: Shape; changes: ImportChanges }) {
  return (
    <>
      <ColumnsSection {...props} />
      <GivenSection {...props} />
      <QuestionsSection {...props} />
      <ImportGoing {...props} />
      <RowsSection {...props} />
      <WriteSection {...props} />
    </>
  )
}
