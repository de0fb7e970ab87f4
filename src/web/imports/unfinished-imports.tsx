import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ImportList } from '../../api/contract/import.ts'
import { useSay } from '../say.tsx'
import { importsQuery } from './import-queries.ts'

const words = {
  left: {
    zh: '有 {count} 份旧台账没有办完，{rows} 行待处理',
    en: '{count} old {count:ledger is|ledgers are} not done: {rows} {rows:row waits|rows wait}',
  },
  goOn: { zh: '接着办', en: 'Go on' },
}

/** Rows of an import that are not records yet; those that were never counted are none. */
function waiting(counts: ImportList[number]['counts']): number {
  return counts === null ? 0 : counts.open + counts.alike + counts.ready
}

/** What of old ledgers still waits for me, in one line; nothing where nothing does. */
export function UnfinishedImports() {
  const { say } = useSay()
  const { data = [] } = useQuery(importsQuery)
  if (data.length === 0) return null
  const rows = data.reduce((sum, { counts }) => sum + waiting(counts), 0)
  return (
    <p>
      {say(words.left, { count: data.length, rows })} <Link to="/imports">{say(words.goOn)}</Link>
    </p>
  )
}
