import type { ReactNode } from 'react'
import type { Label } from '../../ledger/label.ts'
import { linesMax } from '../../report/call/call.ts'
import { useSay } from '../say.tsx'
import type { FaultAt } from './fields.tsx'
import type { Line } from './line.ts'

const words = { remove: { zh: '删去', en: 'Remove' } }

/** A line as it is drawn. */
interface DrawnLine<Own> {
  /** From one. */
  readonly nth: number
  readonly line: Own
  readonly faultAt: FaultAt
  readonly change: (part: Partial<Own>) => void
}

/** The lines of what goes down, one at least; `children` draws what is in one. */
export function Lines<Own extends Line>(props: {
  title: Label
  /** What the line with a number is called. */
  nth: Label
  add: Label
  lines: readonly Own[]
  empty: Own
  faultAt: FaultAt
  onChange: (lines: readonly Own[]) => void
  children: (drawn: DrawnLine<Own>) => ReactNode
}) {
  const { say } = useSay()
  const { lines, empty, faultAt, onChange } = props
  return (
    <>
      <h2>{say(props.title)}</h2>
      {lines.map((line, at) => (
        <fieldset key={line.key} className="sent-part">
          <legend>
            {say(props.nth, { nth: at + 1 })}
            {lines.length > 1 ? (
              <button
                type="button"
                className="link"
                onClick={() => onChange(lines.filter((one) => one !== line))}
              >
                {say(words.remove)}
              </button>
            ) : null}
          </legend>
          {props.children({
            nth: at + 1,
            line,
            faultAt: (place) => faultAt(`items.${at}.${place}`),
            change: (part) =>
              onChange(lines.map((one) => (one === line ? { ...line, ...part } : one))),
          })}
        </fieldset>
      ))}
      <p>
        <button
          type="button"
          className="button"
          disabled={lines.length >= linesMax}
          onClick={() => onChange([...lines, { ...empty, key: (lines.at(-1)?.key ?? 0) + 1 }])}
        >
          {say(props.add)}
        </button>
      </p>
    </>
  )
}
