import type { YearView } from '../../api/contract/views.ts'
import { useSay } from '../say.tsx'
import { MonthBars } from './month-bars.tsx'

const words = {
  title: { zh: '及时录入与补录', en: 'Entered in time, and late' },
  text: {
    zh: '按事情发生的月份计：及时录入 {inTime} 条，补录 {late} 条。',
    en: 'By the month in which it happened: {inTime} entered in time, {late} late.',
  },
  inTime: { zh: '及时', en: 'In time' },
  late: { zh: '补录', en: 'Late' },
}

/** When entries were written against when things happened; said, not punished. */
export function LatenessChart({ view }: { view: YearView }) {
  const { say } = useSay()
  const inTime = view.lateness.map((one) => one.inTime)
  const late = view.lateness.map((one) => one.late)
  const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0)
  return (
    <MonthBars
      title={say(words.title)}
      text={say(words.text, { inTime: sum(inTime), late: sum(late) })}
      months={view.lateness.map((one) => one.month)}
      series={[
        { name: say(words.inTime), tone: 'ink', stack: 'all', values: inTime },
        { name: say(words.late), tone: 'late', stack: 'all', values: late },
      ]}
    />
  )
}
