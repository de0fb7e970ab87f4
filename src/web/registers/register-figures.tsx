import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { FigureNumber } from '../../ledger/figure/figure.ts'
import { figureText } from '../../ledger/figure/figure-text.ts'
import type { Register } from '../../ledger/register/register.ts'
import { figureRecordsQuery, figuresQuery } from '../api-client/queries.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { Loading } from '../components/loading.tsx'
import { useUnit } from '../components/use-unit.ts'
import { isOfUnit } from '../pack/figures-by-part.ts'
import { RecordLinks } from '../record/record-links.tsx'
import { useSay } from '../say.tsx'

const words = {
  title: { zh: '{year}年合计', en: '{year} in figures' },
  more: { zh: '共 {count} 项…', en: 'All {count}…' },
  less: { zh: '收起', en: 'Fewer' },
}

/** Figures in the row before the others are asked for. */
const shownAtOnce = 6

/** What the year counts in a register; each number opens what it means and what is behind it. */
export function RegisterFigures({ register, year }: { register: Register; year: number }) {
  const { say, lang } = useSay()
  const { pack } = useUnit()
  const of = pack.figures.filter((one) => one.register === register.id && isOfUnit(one))
  const { data } = useQuery({ ...figuresQuery(year), enabled: of.length > 0 })
  const [isWhole, setWhole] = useState(false)
  const [chosen, setChosen] = useState<string | null>(null)
  const values = new Map(data?.figures.map((one) => [one.figure, one]))
  const figures = of
    .flatMap((figure) => {
      const value = values.get(figure.id)
      return value ? [{ ...figure, value }] : []
    })
    .sort(({ value: one }, { value: other }) => {
      return rankOf(one) - rankOf(other) || other.counted - one.counted
    })
  if (figures.length === 0) return null
  const opened = figures.find(({ id }) => id === chosen)
  return (
    <section className="register-figures" aria-label={say(words.title, { year })}>
      <h2>{say(words.title, { year })}</h2>
      <ul>
        {figures.slice(0, isWhole ? undefined : shownAtOnce).map(({ id, label, value }) => (
          <li key={id}>
            <button
              type="button"
              aria-expanded={id === chosen}
              onClick={() => setChosen(id === chosen ? null : id)}
            >
              {say(label)} <b className="number">{figureText(value, lang)}</b>
            </button>
          </li>
        ))}
      </ul>
      {figures.length > shownAtOnce ? (
        <button
          type="button"
          className="link small unprinted"
          aria-expanded={isWhole}
          onClick={() => setWhole(!isWhole)}
        >
          {say(isWhole ? words.less : words.more, { count: figures.length })}
        </button>
      ) : null}
      {opened ? (
        <div className="register-figure" key={opened.id} ref={intoView}>
          <p className="quiet small">{say(opened.definition)}</p>
          <FigureRecords figure={opened.id} year={year} />
        </div>
      ) : null}
    </section>
  )
}

function FigureRecords({ figure, year }: { figure: string; year: number }) {
  const { data, error, refetch } = useQuery(figureRecordsQuery(figure, String(year)))
  if (error && !data) return <ErrorNote error={error} retry={() => void refetch()} />
  return data ? <RecordLinks ids={data.ids?.records ?? []} /> : <Loading />
}

function intoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' })
}

/** Numbers that count something first, then shares, then what is nothing; the widest first. */
function rankOf({ value }: FigureNumber): number {
  if (value === null || value === 0) return 2
  return typeof value === 'object' ? 1 : 0
}
