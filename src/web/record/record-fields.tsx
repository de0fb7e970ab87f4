import type { RecordView } from '../../api/contract/views.ts'
import type { Register } from '../../ledger/register.ts'
import { failedChecks } from '../../ledger/parse-values.ts'
import { ShownValue } from '../fields/shown-value.tsx'
import { useUnit } from '../parts/use-unit.ts'
import { useSay } from '../say.tsx'

const words = {
  empty: { zh: '未填', en: 'Not filled in' },
  withheld: { zh: '限知悉，您无权查看', en: 'Restricted; you may not read it' },
}

/** The fields of a record in the order of the register, with the checks it does not pass. */
export function RecordFields({ record, register }: { record: RecordView; register: Register }) {
  const { say } = useSay()
  const { session } = useUnit()
  // A withheld field would fail every check that reads it; then the checks are left to the server.
  const failed =
    record.withheld.length > 0
      ? []
      : failedChecks(register, record.values, { today: session.today, id: record.id })
  return (
    <>
      <dl className="record-fields">
        {register.fields.map((field) => {
          const value = record.values[field.id] ?? null
          return (
            <div key={field.id}>
              <dt>{say(field.label)}</dt>
              <dd>
                {value !== null ? (
                  <ShownValue field={field} value={value} />
                ) : (
                  <span className="quiet">
                    {say(record.withheld.includes(field.id) ? words.withheld : words.empty)}
                  </span>
                )}
              </dd>
            </div>
          )
        })}
      </dl>
      {failed.map((fault) => (
        <p key={fault.text.zh} className="note bad">
          {say(fault.text)}
        </p>
      ))}
    </>
  )
}
