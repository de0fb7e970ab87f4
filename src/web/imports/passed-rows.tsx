import type { PassedRows as Passed } from '../../api/contract/import.ts'
import type { Label } from '../../ledger/label.ts'
import { Table } from '../components/table.tsx'
import { useSay } from '../say.tsx'

const words = {
  name: { zh: '跳过的行', en: 'Rows passed over' },
  row: { zh: '行', en: 'Row' },
  why: { zh: '为什么', en: 'Why' },
  text: { zh: '内容', en: 'What it says' },
}

const kindWords: Readonly<Record<Passed['items'][number]['kind'], Label>> = {
  subtotal: { zh: '合计或小计', en: 'a sum' },
  heading: { zh: '小标题', en: 'a heading' },
  'repeated-header': { zh: '重复的表头', en: 'the header again' },
  empty: { zh: '空行', en: 'empty' },
  note: { zh: '说明文字', en: 'a note' },
}

/** Rows that are no records, and why. */
export function PassedRows({ rows }: { rows: Passed['items'] }) {
  const { say } = useSay()
  return (
    <Table name={say(words.name)} heads={[words.row, words.why, words.text]}>
      {rows.map(({ row, kind, text }) => (
        <tr key={row}>
          <th scope="row" className="number">
            {row}
          </th>
          <td>{say(kindWords[kind])}</td>
          <td className="quiet">{text}</td>
        </tr>
      ))}
    </Table>
  )
}
