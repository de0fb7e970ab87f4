import { rowsOf } from '../../ledger/fields/rows/rows.ts'
import type { Field } from '../../ledger/register/register.ts'
import type { Value } from '../../ledger/value.ts'
import { Table } from '../components/table.tsx'
import { ShownValue } from '../fields/shown-value.tsx'
import { useSay } from '../say.tsx'

/** The rows of a field as a small table: each measure, its owner, its date, when it was done. */
export function MeasureTable({ field, value }: { field: Field; value: Value }) {
  const { say } = useSay()
  const columns = field.fields ?? []
  return (
    <Table name={say(field.label)} className="measures" heads={columns.map(({ label }) => label)}>
      {rowsOf(value).map((row, nth) => (
        <tr key={nth}>
          {columns.map((one) => (
            <td key={one.id} data-kind={one.type} data-label={say(one.label)}>
              <ShownValue field={one} value={row[one.id] ?? null} />
            </td>
          ))}
        </tr>
      ))}
    </Table>
  )
}
