import { useQuery } from '@tanstack/react-query'
import { yearOf } from '../../ledger/day/period.ts'
import { yearAtQuery } from '../api-client/year-queries.ts'
import { periodInWords } from '../components/day.ts'
import { DutyName } from '../duty/duty-name.tsx'
import { windowWord } from '../duty/state-words.ts'
import { useSay } from '../say.tsx'
import type { ForWindow } from './record-one.ts'

const words = {
  looking: { zh: '正在核对是否计入…', en: 'Looking whether it counts…' },
  met: { zh: '{period}已完成，应 {owed}，实 {done}。', en: '{period} is met: {done} of {owed}.' },
  left: {
    zh: '已计入{period}，应 {owed}，实 {done}，还差 {left}。',
    en: 'Counted in {period}: {done} of {owed}, {left} to go.',
  },
  counted: { zh: '已计入{period}：{word}。', en: 'Counted in {period}: {word}.' },
  not: {
    zh: '这条没有计入{period}，请核对日期和类型。',
    en: 'This one does not count in {period}: check its day and kind.',
  },
}

/** After a record was written for a window: whether the window counts it, and what is left. */
export function WindowOutcome({ window, record }: { window: ForWindow; record: string }) {
  const { say, lang } = useSay()
  const { duty, period } = window
  const { data, isFetching } = useQuery(yearAtQuery(yearOf(period)))
  const standing = data?.standings.find((one) => one.duty === duty)
  const now = standing?.windows.find((one) => one.period === period)
  if (isFetching) return <p>{say(words.looking)}</p>
  if (!standing || !now) return null
  const { state, done, owed, records } = now
  const isCounted = done > window.done || records.includes(record)
  const said = {
    period: periodInWords(period, lang),
    owed,
    done,
    left: owed - done,
    word: say(windowWord(now, standing)),
  }
  const outcome = !isCounted
    ? words.not
    : state === 'met'
      ? words.met
      : done < owed
        ? words.left
        : words.counted
  return (
    <p>
      <DutyName id={duty} />
      {lang === 'zh' ? '：' : ': '}
      {say(outcome, said)}
    </p>
  )
}
