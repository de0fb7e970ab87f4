import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { RecordView } from '../../api/contract/record.ts'
import { yearOf } from '../../ledger/day/period.ts'
import { usesQuery } from '../api-client/queries.ts'
import { periodInWords } from '../components/day.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'

const words = {
  title: { zh: '用在哪里', en: 'Where it is used' },
  duties: { zh: '责任事项', en: 'Duties' },
  figures: { zh: '数据项', en: 'Figures' },
  none: {
    zh: '没有数据项或责任事项用到这条记录。',
    en: 'No figure and no duty draws on this record.',
  },
}

/** The duties and figures that count this record. */
export function UsesSection({ record }: { record: RecordView }) {
  const { say, lang } = useSay()
  const { pack } = useUnit()
  const { data, error } = useQuery(usesQuery(record.id))
  const duties = (data?.duties ?? []).flatMap(({ duty: id, period }) => {
    const duty = pack.duties.find((one) => one.id === id)
    return duty ? [{ duty, period }] : []
  })
  const figures = pack.figures.filter((figure) => data?.figures.includes(figure.id))
  return (
    <section className="record-part" aria-label={say(words.title)}>
      <h3>{say(words.title)}</h3>
      {error ? <ErrorNote error={error} /> : null}
      {data && duties.length + figures.length === 0 ? (
        <p className="quiet">{say(words.none)}</p>
      ) : null}
      <dl className="uses">
        {figures.length > 0 ? (
          <div>
            <dt>{say(words.figures)}</dt>
            <dd>
              <ul>
                {figures.map((figure) => (
                  <li key={figure.id}>
                    {say(figure.label)}{' '}
                    <span className="quiet small">{say(figure.definition)}</span>
                  </li>
                ))}
              </ul>
            </dd>
          </div>
        ) : null}
        {duties.length > 0 ? (
          <div>
            <dt>{say(words.duties)}</dt>
            <dd>
              <ul>
                {duties.map(({ duty, period }) => (
                  <li key={`${duty.id} ${period}`}>
                    <Link to="/" search={{ year: yearOf(period), duty: duty.id, period }}>
                      {say(duty.label)}
                    </Link>{' '}
                    <span className="quiet small">{periodInWords(period, lang)}</span>
                  </li>
                ))}
              </ul>
            </dd>
          </div>
        ) : null}
      </dl>
    </section>
  )
}
