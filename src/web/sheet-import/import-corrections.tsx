import type { ImportAnswer } from '../../api/contract/sheet.ts'
import { Table } from '../components/table.tsx'
import { useSay } from '../say.tsx'
import { useCellNames } from './cell-names.ts'

const words = {
  title: { zh: '更正 {count} 条，逐格如下', en: 'Corrected, cell by cell: {count}' },
  cell: { zh: '单元格', en: 'Cell' },
  record: { zh: '记录', en: 'Record' },
  field: { zh: '字段', en: 'Field' },
  before: { zh: '原来', en: 'Before' },
  after: { zh: '改为', en: 'After' },
}

/** What a sheet that came back would correct. */
export function ImportCorrections({ corrected, corrections }: ImportAnswer) {
  const { say } = useSay()
  const names = useCellNames()
  if (corrections.length === 0) return null
  return (
    <details className="import-notes" open>
      <summary>{say(words.title, { count: corrected })}</summary>
      <Table
        name={say(words.title, { count: corrected })}
        look="plan"
        heads={[words.cell, words.record, words.field, words.before, words.after]}
      >
        {corrections.flatMap(({ record, title, changes }) =>
          changes.map(({ at, field, before, after }) => (
            <tr key={`${record} ${field.en}`}>
              <td className="number quiet" data-label={say(words.cell)}>
                {names.cell(at)}
              </td>
              <th scope="row" data-label={say(words.record)}>
                {say(title)}
              </th>
              <td data-label={say(words.field)}>{say(field)}</td>
              <td className="quiet" data-label={say(words.before)}>
                {say(before)}
              </td>
              <td data-label={say(words.after)}>{say(after)}</td>
            </tr>
          )),
        )}
      </Table>
    </details>
  )
}
