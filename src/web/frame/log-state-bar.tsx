import { useQuery } from '@tanstack/react-query'
import { logStateQuery } from '../api-client/log-state.ts'
import { useMoments } from '../components/use-moments.ts'
import { useSay } from '../say.tsx'

const words = {
  unsigned: {
    zh: '自 {since} 起登记的内容还没有签署，签署之前不能对外证明。内容没有丢失，系统正在重试；请告知管理员。',
    en: 'What was recorded since {since} is not signed yet and cannot be proved until it is. Nothing is lost and it is tried again; tell the administrator.',
  },
  ahead: {
    zh: '日志最后一条记为 {until}，比现在晚：登记时服务器时钟走快了。在那之前，新登记的内容都会记成这一时间。',
    en: 'The newest entry is dated {until}, which has not come yet: the clock was ahead. Until then, whatever is recorded carries that date.',
  },
}

/** Says on every page what is wrong with signing and dating, before somebody fills in a form. */
export function LogStateBar() {
  const { say } = useSay()
  const { minuteOf } = useMoments()
  const { data } = useQuery(logStateQuery)
  if (data === undefined) return null
  const { held, isLate, unsignedSince, datedAhead } = data
  const since = isLate ? unsignedSince : null
  if (held === null && since === null && datedAhead === null) return null
  return (
    <div className="log-state-bar">
      {held ? (
        <div className="note bad" role="alert">
          <p>
            <strong>{say(held.text)}</strong>
          </p>
          <p>{say(held.hint)}</p>
        </div>
      ) : null}
      {since === null ? null : (
        <p className="note bad" role="alert">
          {say(words.unsigned, { since: minuteOf(since) })}
        </p>
      )}
      {datedAhead === null ? null : (
        <p className="note bad">{say(words.ahead, { until: minuteOf(datedAhead) })}</p>
      )}
    </div>
  )
}
