import type { ApiError } from '../../api/contract/api-error.ts'
import { ApiFailure } from '../api-client/ask.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { Table } from '../components/table.tsx'
import { useSay } from '../say.tsx'
import { useCellNames } from './cell-names.ts'

const words = {
  found: {
    zh: '“{name}”有 {count} 处要改，还没有写入任何一行：',
    en: '“{name}” has {count} {count:place|places} to put right; no row was written:',
  },
  cell: { zh: '单元格', en: 'Cell' },
  wrong: { zh: '问题', en: 'What is wrong' },
  hint: { zh: '怎么改', en: 'What to do' },
  again: {
    zh: '改好保存后，再选一次文件。',
    en: 'Put them right, save, and choose the file again.',
  },
}

/** Every fault of a sheet by its cell; of a file that was not read, what to do. */
export function ImportFaults({ name, error }: { name: string; error: unknown }) {
  const { say } = useSay()
  const names = useCellNames()
  const faults = error instanceof ApiFailure ? error.problem.faults : []
  const isSheet = faults.some(({ code, at }) => code.startsWith('sheet.') || cellOf(at) !== null)
  const nameOf = (at: string | null) => (at === null ? '—' : names.place(at))
  if (!isSheet) return <ErrorNote error={error} />
  return (
    <div role="alert">
      <p className="note bad">{say(words.found, { name, count: faults.length })}</p>
      <Table
        name={say(words.found, { name, count: faults.length })}
        className="faults"
        heads={[words.cell, words.wrong, words.hint]}
      >
        {faults.map((fault) => (
          <tr key={`${fault.code} ${fault.at.join('.')}`}>
            <th scope="row" className="number">
              {nameOf(cellOf(fault.at))}
            </th>
            <td>{fault.text}</td>
            <td className="quiet">{fault.hint}</td>
          </tr>
        ))}
      </Table>
      <p className="quiet">{say(words.again)}</p>
    </div>
  )
}

/** The address that a fault of a sheet names; null: it is one of the whole sheet. */
export function cellOf([first]: ApiError['faults'][number]['at']): string | null {
  return typeof first === 'string' && /^[A-Z]{1,3}\d+$/.test(first) ? first : null
}
