import { useQuery } from '@tanstack/react-query'
import type { RecordView } from '../../api/contract/record.ts'
import { partPlayer } from '../../ledger/record/event.ts'
import { failedChecks } from '../../ledger/record/parse-values.ts'
import { isYearAsked } from '../../ledger/record/year-of.ts'
import type { Register } from '../../ledger/register/register.ts'
import { useUnit } from '../components/use-unit.ts'
import { ShownValue } from '../fields/shown-value.tsx'
import { playingOf } from '../pack/players.ts'
import { useSay } from '../say.tsx'
import { erasuresQuery } from './erasures-query.ts'

const words = {
  empty: { zh: '未填的 {count} 项：{names}', en: 'Not filled in ({count}): {names}' },
  and: { zh: '、', en: ', ' },
  erased: { zh: '已由日志第 {index} 条依法删除', en: 'Erased by log entry {index}' },
  withheld: { zh: '限知悉，您无权查看', en: 'Restricted; you may not read it' },
}

/**
 * What a record says, in the order of the register, with the checks it does not pass; what it says
 * nothing of is named in one line.
 */
export function RecordFields({ record, register }: { record: RecordView; register: Register }) {
  const { say } = useSay()
  const { pack, session } = useUnit()
  const { data: erasures = [] } = useQuery(erasuresQuery(record.id))
  /** Why nothing stands there; null: nobody filled it in. */
  const whyGone = (id: string) => {
    const erasure = erasures.find(({ fields }) => fields.includes(id))
    if (erasure) return say(words.erased, { index: erasure.index })
    return record.withheld.includes(id) ? say(words.withheld) : null
  }
  // A withheld field would fail every check that reads it; then the checks are left to the server.
  const failed =
    record.withheld.length > 0
      ? []
      : failedChecks(register, record.values, { today: session.today, id: record.id })
  const link = partPlayer(playingOf(pack), register.id)?.fields.event
  const isAsked = ({ id }: { readonly id: string }) =>
    isFilled(record, id) ||
    (id !== link && (id !== register.yearOf?.field || isYearAsked(register, record.values)))
  const asked = register.fields.filter(isAsked)
  const said = asked.filter(({ id }) => isFilled(record, id) || whyGone(id) !== null)
  const empty = asked.filter((field) => !said.includes(field))
  return (
    <>
      <dl className="record-fields">
        {said.map((field) => (
          <div key={field.id}>
            <dt>{say(field.label)}</dt>
            <dd>
              {isFilled(record, field.id) ? (
                <ShownValue field={field} value={record.values[field.id] ?? null} />
              ) : (
                <span className="quiet">{whyGone(field.id)}</span>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {empty.length > 0 ? (
        <p className="small quiet">
          {say(words.empty, {
            count: empty.length,
            names: empty.map(({ label }) => say(label)).join(say(words.and)),
          })}
        </p>
      ) : null}
      {failed.map((fault) => (
        <p key={fault.text.zh} className="note bad">
          {say(fault.text)}
        </p>
      ))}
    </>
  )
}

function isFilled({ values }: RecordView, field: string): boolean {
  return (values[field] ?? null) !== null
}
