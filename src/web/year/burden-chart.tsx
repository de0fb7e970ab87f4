import type { YearView } from '../../api/contract/views.ts'
import { useSay } from '../say.tsx'
import type { BarSeries } from './month-bars.tsx'
import { MonthBars } from './month-bars.tsx'

const words = {
  title: { zh: '会议与发文', en: 'Meetings and documents' },
  text: {
    zh: '今年会议 {meetings} 次、发文 {documents} 件；上年同期 {meetingsLast} 次、{documentsLast} 件。',
    en: '{meetings} meetings and {documents} documents this year; {meetingsLast} and {documentsLast} by this month last year.',
  },
  meetings: { zh: '会议', en: 'Meetings' },
  documents: { zh: '发文', en: 'Documents' },
  meetingsLast: { zh: '上年会议', en: 'Meetings last year' },
  documentsLast: { zh: '上年发文', en: 'Documents last year' },
}

type Month = YearView['burden'][number]

/** Papers and meetings against last year: the burden the unit makes. */
export function BurdenChart({ view }: { view: YearView }) {
  const { say } = useSay()
  const upTo = view.today.slice(0, 7)
  const soFar = view.burden.filter((month) => month.month <= upTo)
  const sum = (of: (month: Month) => number) => soFar.reduce((total, one) => total + of(one), 0)
  const series: readonly BarSeries[] = [
    {
      name: say(words.meetings),
      tone: 'ink',
      stack: 'now',
      values: view.burden.map((one) => one.meetings),
    },
    {
      name: say(words.documents),
      tone: 'pale',
      stack: 'now',
      values: view.burden.map((one) => one.documents),
    },
    {
      name: say(words.meetingsLast),
      tone: 'outline',
      stack: 'last',
      values: view.burden.map((one) => one.meetingsLast),
    },
    {
      name: say(words.documentsLast),
      tone: 'outline-pale',
      stack: 'last',
      values: view.burden.map((one) => one.documentsLast),
    },
  ]
  return (
    <MonthBars
      title={say(words.title)}
      text={say(words.text, {
        meetings: sum((one) => one.meetings),
        documents: sum((one) => one.documents),
        meetingsLast: sum((one) => one.meetingsLast),
        documentsLast: sum((one) => one.documentsLast),
      })}
      months={view.burden.map((one) => one.month)}
      series={series}
    />
  )
}
