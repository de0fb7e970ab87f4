import type { LogStateView } from '../../api/contract/log-state-views.ts'
import { useSay } from '../say.tsx'
import { momentInWords } from './day.ts'

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

/** What is wrong with signing and dating, in plain sentences; nothing where all is well. */
export function LogTrouble({ state }: { state: LogStateView }) {
  const { say, lang } = useSay()
  const { held, isLate, unsignedSince, datedAhead } = state
  return (
    <>
      {held ? (
        <div className="note bad" role="alert">
          <p>
            <strong>{say(held.text)}</strong>
          </p>
          <p>{say(held.hint)}</p>
        </div>
      ) : null}
      {isLate && unsignedSince !== null ? (
        <p className="note bad" role="alert">
          {say(words.unsigned, { since: momentInWords(unsignedSince, lang) })}
        </p>
      ) : null}
      {datedAhead === null ? null : (
        <p className="note bad">{say(words.ahead, { until: momentInWords(datedAhead, lang) })}</p>
      )}
    </>
  )
}
