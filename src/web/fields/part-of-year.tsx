import type { CalendarWindow } from '../../ledger/day/period.ts'
import { periodText, windowsOfYear } from '../../ledger/day/period.ts'
import type { Label } from '../../ledger/label.ts'
import { useSay } from '../say.tsx'

const whole: Label = { zh: '全年', en: 'The whole year' }

/** Any year: what a part of it is called does not hang on which one. */
const anyYear = 2000
const windows: readonly CalendarWindow[] = ['half-year', 'quarter', 'month']

const parts = windows
  .flatMap((window) => windowsOfYear(anyYear, window))
  .map((period) => ({ part: period.slice(5), label: nameOf(period) }))

/** What a part of a year is called by itself, without the year: “First half”. */
function nameOf(period: string): Label {
  const { zh, en } = periodText(period)
  const name = en.replace(/^the /, '').replace(/ (of )?2000$/, '')
  const alone = `${name.charAt(0).toUpperCase()}${name.slice(1)}`
  return { zh: zh.replace(`${anyYear}年`, ''), en: alone }
}

/** The year and the part of it that a period names; no part: the whole year. */
export function partsOfPeriod(period: string): { readonly year: string; readonly part: string } {
  const [year = '', part = ''] = period.split('-')
  return { year, part }
}

/** The period of a part of a year. */
export function periodOfParts({ year, part }: { year: string; part: string }): string {
  return part === '' ? year : `${year}-${part}`
}

/** Chooses over what part of a year is counted. */
export function PartOfYear(props: {
  id: string
  /** Its name where no label stands before it. */
  label?: string
  value: string
  /** It is shown and cannot be changed; absent: it can. */
  isFixed?: boolean
  onChange: (part: string) => void
}) {
  const { say } = useSay()
  return (
    <select
      id={props.id}
      className="select"
      aria-label={props.label}
      value={props.value}
      disabled={props.isFixed === true}
      onChange={(event) => props.onChange(event.target.value)}
    >
      <option value="">{say(whole)}</option>
      {parts.map(({ part, label }) => (
        <option key={part} value={part}>
          {say(label)}
        </option>
      ))}
    </select>
  )
}
