import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useId, useState } from 'react'
import type { BurdenView, LatenessView } from '../../api/contract/year.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { Loading } from '../components/loading.tsx'
import { MenuButton } from '../components/menu-button.tsx'
import { useNarrow } from '../components/use-narrow.ts'
import { RecordLinks } from '../record/record-links.tsx'
import { useSay } from '../say.tsx'
import './year-pictures.css'
import { LatenessPicture } from './lateness-picture.tsx'
import { MonthBars } from './month-bars.tsx'
import { burdenQuery, costFile, latenessQuery } from './picture-queries.ts'
import { ReportFigures } from './report-figures.tsx'
import { SelfImposed } from './self-imposed.tsx'

const words = {
  folded: { zh: '负担和录入时间', en: 'What the year costs, and when it was written' },
  burden: { zh: '这一年的负担', en: 'What the year costs' },
  burdenWhat: {
    zh: '会议、发文和向下要的材料，与上年同日相比；只看总量，不看个人。',
    en: 'Meetings, papers and what is asked of those below, against the same day last year; totals, never people.',
  },
  written: { zh: '何时发生、何时录入', en: 'When it happened, when it was written' },
  writtenWhat: {
    zh: '晚录入的只作标明并写明原因，不作扣分。',
    en: 'What came late is marked and explained; nothing is deducted.',
  },
  entries: { zh: '每月写入的条目', en: 'Entries written each month' },
  entriesText: {
    zh: '{year}年写入 {now} 条，上年 {last} 条。',
    en: '{now} entries in {year}, {last} in the year before.',
  },
  now: { zh: '{year}年', en: '{year}' },
  records: { zh: '依据的 {count} 条记录', en: '{count} {count:record|records} behind it' },
  keep: { zh: '导出', en: 'Export' },
  none: { zh: '没有可以显示的负担数据项', en: 'No burden figure to show' },
}

interface Shown {
  readonly year: number
  readonly at: number | undefined
}

/** The pictures of the year; on a phone they are drawn when somebody opens them. */
export function YearPictures(shown: Shown) {
  const { say } = useSay()
  const [isOpen, setIsOpen] = useState(false)
  if (!useNarrow()) return <Pictures {...shown} />
  return (
    <details className="folded-pictures" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{say(words.folded)}</summary>
      {isOpen ? <Pictures {...shown} /> : null}
    </details>
  )
}

/** What the year cost, and when it was written down: a picture each, a table under it. */
function Pictures({ year, at }: Shown) {
  const burden = useQuery(burdenQuery(year, at))
  const lateness = useQuery(latenessQuery(year, at))
  return (
    <>
      <Group title={words.burden} what={words.burdenWhat} keep={{ what: 'burden', year, at }}>
        {burden.data ? <Burden burden={burden.data} /> : <Waiting query={burden} />}
      </Group>
      <Group title={words.written} what={words.writtenWhat} keep={{ what: 'lateness', year, at }}>
        {lateness.data ? <Written lateness={lateness.data} /> : <Waiting query={lateness} />}
      </Group>
    </>
  )
}

function Waiting({ query }: { query: { error: Error | null; refetch: () => unknown } }) {
  return query.error ? (
    <ErrorNote error={query.error} retry={() => void query.refetch()} />
  ) : (
    <Loading />
  )
}

function Group(props: {
  title: { zh: string; en: string }
  what: { zh: string; en: string }
  keep: { what: 'burden' | 'lateness'; year: number; at: number | undefined }
  children: ReactNode
}) {
  const { say, lang } = useSay()
  const id = useId()
  const { what, ...of } = props.keep
  return (
    <section className="pictures" aria-labelledby={id}>
      <header>
        <h2 id={id}>{say(props.title)}</h2>
        <p className="quiet">{say(props.what)}</p>
        <div className="unprinted">
          <MenuButton
            label={say(words.keep)}
            choices={[
              { label: 'Excel', address: fileOf('xlsx') },
              { label: 'CSV', address: fileOf('csv') },
            ]}
          />
        </div>
      </header>
      <div className="picture-grid">{props.children}</div>
    </section>
  )
  function fileOf(format: 'xlsx' | 'csv') {
    return costFile(what, { ...of, format, lang })
  }
}

function Burden({ burden }: { burden: BurdenView }) {
  const { say } = useSay()
  const { year, lines, entries } = burden
  const sum = (of: 'now' | 'last') => entries.reduce((total, one) => total + (one[of] ?? 0), 0)
  return (
    <>
      {lines.length === 0 ? <p className="quiet">{say(words.none)}</p> : null}
      {lines.map(({ figure, label, sentence, months, records }) => (
        <Years key={figure} title={say(label)} text={say(sentence)} year={year} months={months}>
          {records.length > 0 ? (
            <details className="small unprinted">
              <summary className="quiet">{say(words.records, { count: records.length })}</summary>
              <RecordLinks ids={records} />
            </details>
          ) : null}
        </Years>
      ))}
      <Years
        title={say(words.entries)}
        text={say(words.entriesText, { year, now: sum('now'), last: sum('last') })}
        year={year}
        months={entries}
      />
      <ReportFigures reports={burden.reports} />
      <SelfImposed burden={burden} />
    </>
  )
}

/** Twelve months of this year beside those of the year before, where that is known. */
function Years(props: {
  title: string
  text: string
  year: number
  months: BurdenView['entries']
  children?: ReactNode
}) {
  const { say } = useSay()
  const { title, text, year, months } = props
  const isCompared = months.some(({ last }) => last !== null)
  return (
    <MonthBars
      title={title}
      text={text}
      months={months.map(({ month }) => month)}
      series={[
        {
          name: say(words.now, { year }),
          tone: 'ink',
          stack: 'now',
          values: months.map(({ now }) => now),
        },
        ...(isCompared
          ? [
              {
                name: say(words.now, { year: year - 1 }),
                tone: 'outline' as const,
                stack: 'last',
                values: months.map(({ last }) => last),
              },
            ]
          : []),
      ]}
    >
      {props.children}
    </MonthBars>
  )
}

function Written({ lateness }: { lateness: LatenessView }) {
  return <LatenessPicture lateness={lateness} />
}
