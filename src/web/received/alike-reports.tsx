import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { AlikeReports, SharedPassage } from '../../api/contract/likeness.ts'
import type { RecordView } from '../../api/contract/record.ts'
import { core, coreValues } from '../../ledger/core/core-registers.ts'
import { ask } from '../api-client/ask.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { Beside } from '../report/editor/likeness-section.tsx'
import { useSay } from '../say.tsx'

const words = {
  title: { zh: '雷同', en: 'Likeness' },
  about: {
    zh: '{year}年收到的报告，文字雷同较多的两两列出；只供对照，不作排名。',
    en: 'Reports received for {year} that share much of their wording, by pairs; no ranking.',
  },
  look: { zh: '比对', en: 'Compare' },
  looking: { zh: '正在比对…', en: 'Comparing…' },
  none: { zh: '没有雷同较多的报告。', en: 'No two reports share much of their wording.' },
  year: { zh: '年度', en: 'Year' },
  pair: { zh: '{one} 与 {other}', en: '{one} and {other}' },
  share: { zh: '较短一份的 {share}% 也见于另一份', en: '{share}% of the shorter is in the other' },
}

/** Which received reports of a year share their wording, and where. */
export function AlikeReportsSection({ records }: { records: readonly RecordView[] }) {
  const { say } = useSay()
  const years = [
    ...new Set(records.map(({ values }) => Number(coreValues(core.receivedReport, values).year))),
  ]
    .filter(Number.isInteger)
    .sort((a, b) => b - a)
  const [chosen, setChosen] = useState<number | null>(null)
  const [asked, setAsked] = useState<number | null>(null)
  const year = chosen ?? years[0] ?? null
  const pairs = useQuery({
    queryKey: ['received-likeness', asked],
    queryFn: () => ask<readonly AlikeReports[]>(`/received-likeness?year=${asked}`),
    enabled: asked !== null,
  })
  if (year === null) return null
  return (
    <section className="received-part" aria-labelledby="alike-title">
      <h2 id="alike-title">{say(words.title)}</h2>
      <p className="quiet">{say(words.about, { year })}</p>
      <div className="actions unprinted">
        <YearChoice {...{ years, year }} onChange={setChosen} />
        <button
          type="button"
          className="button"
          disabled={pairs.isFetching}
          onClick={() => (asked === year ? void pairs.refetch() : setAsked(year))}
        >
          {say(pairs.isFetching ? words.looking : words.look)}
        </button>
      </div>
      {pairs.error ? <ErrorNote error={pairs.error} /> : null}
      {pairs.data?.length === 0 ? <p role="status">{say(words.none)}</p> : null}
      <ul className="alike-pairs">
        {pairs.data?.map((pair) => (
          <Pair key={`${pair.one} ${pair.other}`} pair={pair} records={records} />
        ))}
      </ul>
    </section>
  )
}

function YearChoice(props: {
  years: readonly number[]
  year: number
  onChange: (year: number) => void
}) {
  const { say } = useSay()
  return (
    <label>
      {say(words.year)}{' '}
      <select
        className="input"
        value={props.year}
        onChange={(event) => props.onChange(Number(event.target.value))}
      >
        {props.years.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
    </label>
  )
}

function Pair({ pair, records }: { pair: AlikeReports; records: readonly RecordView[] }) {
  const { say } = useSay()
  const [open, setOpen] = useState(false)
  const { one, other, share } = pair
  const shared = useQuery({
    queryKey: ['received-likeness', one, other],
    queryFn: () => ask<readonly SharedPassage[]>(`/received-likeness/${one}/${other}`),
    enabled: open,
  })
  const nameOf = (id: string) => {
    const values = records.find((record) => record.id === id)?.values
    if (values === undefined) return id
    const { sender, title } = coreValues(core.receivedReport, values)
    return `${String(sender)}《${String(title)}》`
  }
  return (
    <li>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          {say(words.pair, { one: nameOf(one), other: nameOf(other) })}{' '}
          <span className="quiet small">
            {say(words.share, { share: Math.floor(share * 100) })}
          </span>
        </summary>
        {shared.error ? <ErrorNote error={shared.error} /> : null}
        <ul className="alike-passages">
          {shared.data?.map((passage, at) => (
            <li key={at}>
              <Beside
                sides={[
                  { name: nameOf(one), text: passage.words },
                  { name: nameOf(other), text: passage.passage },
                ]}
              />
            </li>
          ))}
        </ul>
      </details>
    </li>
  )
}
