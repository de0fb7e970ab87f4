import { rowsOf } from '../../ledger/fields/rows/rows.ts'
import type { Field } from '../../ledger/register.ts'
import type { Value } from '../../ledger/value.ts'
import { ShownValue } from '../fields/shown-value.tsx'
import { useSay } from '../say.tsx'

/** The rows of a field as a small table: each measure, its owner, its date, when it was done. */
export function MeasureTable({ field, value }: { field: Field; value: Value }) {
  const { say } = useSay()
  const columns = field.fields ?? []
  return (
    <div className="print-scroll" tabIndex={0} role="region" aria-label={say(field.label)}>
      <table className="plain-table measures" aria-label={say(field.label)}>
        <thead>
          <tr>
            {columns.map((one) => (
              <th key={one.id} scope="col">
                {say(one.label)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rowsOf(value).map((row, nth) => (
            <tr key={nth}>
              {columns.map((one) => (
                <td key={one.id} className={one.type} data-label={say(one.label)}>
                  <ShownValue field={one} value={row[one.id] ?? null} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
