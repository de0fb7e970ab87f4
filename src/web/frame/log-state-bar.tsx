import { useQuery } from '@tanstack/react-query'
import { logStateQuery } from '../api-client/log-state.ts'
import { useMoments } from '../components/use-moments.ts'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'

const words = {
  unsigned: {
    zh: '自 {since} 起登记的内容还没有签署，签署之前不能对外证明。内容没有丢失，系统正在重试；请告知管理员。',
    en: 'What was recorded since {since} is not signed yet and cannot be proved until it is. Nothing is lost and it is tried again; tell the administrator.',
  },
  withoutKeys: {
    zh: '现在只能查阅，不能登记：本单位的日志密钥不在服务器上。',
    en: 'Reading only, nothing can be recorded: the keys of our log are not on the server.',
  },
  putBack: {
    zh: '请把原 keys 目录（或封存了密钥的备份里的密钥）放回数据目录，再重新启动；确已丢失的，在终端运行 taizhang log key renew --lost。',
    en: 'Put the old folder keys (or the keys sealed in a copy) back into the data folder and start again; if they are lost for good, run taizhang log key renew --lost at the terminal.',
  },
  tellAdministrator: { zh: '请告知管理员。', en: 'Please tell the administrator.' },
  ahead: {
    zh: '日志最后一条记为 {until}，比现在晚：登记时服务器时钟走快了。在那之前，新登记的内容都会记成这一时间。',
    en: 'The newest entry is dated {until}, which has not come yet: the clock was ahead. Until then, whatever is recorded carries that date.',
  },
}

/** Says on every page what is wrong with signing and dating, before somebody fills in a form. */
export function LogStateBar() {
  const { say } = useSay()
  const { minuteOf } = useMoments()
  const { session } = useUnit()
  const { data } = useQuery(logStateQuery)
  if (data === undefined) return null
  const { held, isLate, unsignedSince, datedAhead, lacksKeys } = data
  // Without its keys nothing is signed either: that is one trouble, and one sentence.
  const since = isLate && !lacksKeys ? unsignedSince : null
  if (held === null && since === null && datedAhead === null && !lacksKeys) return null
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
      {lacksKeys ? (
        <p className="note">
          {say(words.withoutKeys)}{' '}
          {say(session.may.includes('manage-keys') ? words.putBack : words.tellAdministrator)}
        </p>
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
