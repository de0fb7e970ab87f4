import { useQueries } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { RecordView } from '../../api/contract/record.ts'
import { firstRecordsQuery } from '../api-client/queries.ts'
import { dayBeside } from '../components/day.ts'
import { useUnit } from '../components/use-unit.ts'
import { namingFields } from '../pack/naming-fields.ts'
import { useSay } from '../say.tsx'

const words = {
  title: { zh: '与本记录关联的', en: 'Records that name this one' },
  by: { zh: '{register}（{field}）', en: '{register} ({field})' },
  more: { zh: '只列出前 {count} 条。', en: 'The first {count} only.' },
}

const shownMax = 20

/**
 * What names this record: the tasks agreed at a meeting, the meeting held as it was planned, the
 * tasks that answer a problem. What a record names opens from its fields; this is the way back.
 */
export function NamingSection({ record }: { record: RecordView }) {
  const { say, lang } = useSay()
  const { pack } = useUnit()
  const naming = namingFields(pack, record.register)
  const lists = useQueries({
    queries: naming.map(({ register, field }) =>
      firstRecordsQuery({ register: register.id, where: { [field.id]: record.id } }, shownMax),
    ),
  })
  const found = naming.flatMap((one, nth) => {
    const items = lists[nth]?.data?.items ?? []
    return items.length === 0 ? [] : [{ ...one, items }]
  })
  if (found.length === 0) return null
  return (
    <section className="record-part" aria-label={say(words.title)}>
      <h3>{say(words.title)}</h3>
      <dl className="uses">
        {found.map(({ register, field, items }) => (
          <div key={`${register.id} ${field.id}`}>
            <dt>{say(words.by, { register: say(register.label), field: say(field.label) })}</dt>
            <dd>
              <ul className="record-links">
                {items.map((one) => (
                  <li key={one.id}>
                    <Link
                      to="/registers/$register/$record"
                      params={{ register: one.register, record: one.id }}
                    >
                      {one.title}
                    </Link>
                    <span className="quiet small"> {dayBeside(one, lang)}</span>
                  </li>
                ))}
              </ul>
              {items.length === shownMax ? (
                <p className="quiet small">{say(words.more, { count: shownMax })}</p>
              ) : null}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
