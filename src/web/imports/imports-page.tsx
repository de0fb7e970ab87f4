import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ImportList } from '../../api/contract/import.ts'
import { Empty } from '../components/empty.tsx'
import { ErrorNote } from '../components/error-note.tsx'
import { Loading } from '../components/loading.tsx'
import { PageHead } from '../components/page-head.tsx'
import { Table } from '../components/table.tsx'
import { useMoments } from '../components/use-moments.ts'
import { registerOf, useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'
import { BringBox } from './bring-box.tsx'
import { importsQuery } from './import-queries.ts'

const words = {
  title: { zh: '导入旧台账', en: 'Old ledgers brought in' },
  list: { zh: '没有办完的导入', en: 'Imports that are not done' },
  file: { zh: '文件', en: 'File' },
  register: { zh: '台账', en: 'Register' },
  open: { zh: '待处理', en: 'Open' },
  written: { zh: '已写入', en: 'Written' },
  on: { zh: '带入时间', en: 'Brought' },
  rows: { zh: '{count} 行', en: '{count} {count:row|rows}' },
  empty: { zh: '没有留下待处理的行', en: 'No rows are left to do' },
  emptyHint: {
    zh: '一份旧台账没有写完的行，会一直留在这里，下次接着办。',
    en: 'Rows of an old ledger that are not written yet stay here until you come back to them.',
  },
}

/** Tables that I brought and have not done with, and a place for the next one. */
export function ImportsPage() {
  const { say } = useSay()
  const { data, error, refetch } = useQuery(importsQuery)
  return (
    <div className="stack">
      <PageHead title={say(words.title)} />
      <BringBox />
      {error ? <ErrorNote error={error} retry={() => void refetch()} /> : null}
      {data === undefined ? (
        error ? null : (
          <Loading />
        )
      ) : data.length === 0 ? (
        <Empty title={say(words.empty)}>
          <p>{say(words.emptyHint)}</p>
        </Empty>
      ) : (
        <Table
          name={say(words.list)}
          look="index"
          heads={[words.file, words.register, words.open, words.written, words.on]}
        >
          {data.map((line) => (
            <Line key={line.id} line={line} />
          ))}
        </Table>
      )}
    </div>
  )
}

function Line({ line }: { line: ImportList[number] }) {
  const { say } = useSay()
  const { minuteOf } = useMoments()
  const { pack } = useUnit()
  const register = registerOf(pack, line.register)
  const { counts } = line
  const left = counts === null ? null : counts.open + counts.alike + counts.ready
  return (
    <tr>
      <th scope="row">
        <Link to="/imports/$id" params={{ id: line.id }}>
          {line.fileName}
        </Link>
      </th>
      <td>{register ? say(register.label) : line.register}</td>
      <td className="number">{left === null ? '—' : say(words.rows, { count: left })}</td>
      <td className="number">{say(words.rows, { count: counts?.written ?? 0 })}</td>
      <td className="quiet">{minuteOf(line.broughtAt)}</td>
    </tr>
  )
}
