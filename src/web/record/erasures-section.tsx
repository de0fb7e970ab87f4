import { useQuery } from '@tanstack/react-query'
import type { Register } from '../../ledger/register/register.ts'
import { useMoments } from '../components/use-moments.ts'
import { useSay } from '../say.tsx'
import { erasuresQuery } from './erasures-query.ts'

const words = {
  title: { zh: '依法删除', en: 'Erased' },
  line: {
    zh: '{fields}已由日志第 {index} 条依法删除（{name}，{when}）。理由：{reason}',
    en: '{fields}: erased by log entry {index} ({name}, {when}). Ground: {reason}',
  },
  and: { zh: '、', en: ', ' },
}

/** What was erased of the record, by which entry and on what ground; nothing where nothing was. */
export function ErasuresSection(props: { record: string; register: Register }) {
  const { say } = useSay()
  const { minuteOf } = useMoments()
  const { data = [] } = useQuery(erasuresQuery(props.record))
  if (data.length === 0) return null
  const nameOf = (id: string) => {
    const field = props.register.fields.find((one) => one.id === id)
    return field ? say(field.label) : id
  }
  return (
    <section className="record-part" aria-label={say(words.title)}>
      <h3>{say(words.title)}</h3>
      {data.map(({ index, fields, actorName, recordedAt, reason }) => (
        <p key={index} className="note">
          {say(words.line, {
            fields: fields.map(nameOf).join(say(words.and)),
            index,
            name: actorName,
            when: minuteOf(recordedAt),
            reason,
          })}
        </p>
      ))}
    </section>
  )
}
