import { useQuery } from '@tanstack/react-query'
import type { RecordView } from '../../api/contract/record.ts'
import { failedChecks } from '../../ledger/parse-values.ts'
import { partPlayer } from '../../ledger/event.ts'
import type { Register } from '../../ledger/register.ts'
import { isYearAsked } from '../../ledger/year-of.ts'
import { useUnit } from '../components/use-unit.ts'
import { playingOf } from '../components/players.ts'
import { ShownValue } from '../fields/shown-value.tsx'
import { useSay } from '../say.tsx'
import { erasuresQuery } from './erasures-query.ts'

const words = {
  empty: { zh: '未填', en: 'Not filled in' },
  erased: { zh: '已由日志第 {index} 条依法删除', en: 'Erased by log entry {index}' },
  withheld: { zh: '限知悉，您无权查看', en: 'Restricted; you may not read it' },
}

/** The fields of a record in the order of the register, with the checks it does not pass. */
export function RecordFields({ record, register }: { record: RecordView; register: Register }) {
  const { say } = useSay()
  const { pack, session } = useUnit()
  const { data: erasures = [] } = useQuery(erasuresQuery(record.id))
  const noValue = (id: string) => {
    const erasure = erasures.find(({ fields }) => fields.includes(id))
    if (erasure) return say(words.erased, { index: erasure.index })
    return say(record.withheld.includes(id) ? words.withheld : words.empty)
  }
  // A withheld field would fail every check that reads it; then the checks are left to the server.
  const failed =
    record.withheld.length > 0
      ? []
      : failedChecks(register, record.values, { today: session.today, id: record.id })
  const link = partPlayer(playingOf(pack), register.id)?.fields.event
  const isAsked = ({ id }: { readonly id: string }) =>
    record.values[id] !== undefined ||
    (id !== link && (id !== register.yearOf?.field || isYearAsked(register, record.values)))
  return (
    <>
      <dl className="record-fields">
        {register.fields.filter(isAsked).map((field) => {
          const value = record.values[field.id] ?? null
          return (
            <div key={field.id}>
              <dt>{say(field.label)}</dt>
              <dd>
                {value !== null ? (
                  <ShownValue field={field} value={value} />
                ) : (
                  <span className="quiet">{noValue(field.id)}</span>
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
