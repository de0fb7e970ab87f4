import { useRef } from 'react'
import type { Label } from '../../ledger/label.ts'
import { useSay } from '../say.tsx'
import './gaps.css'

const searchDelayMs = 250
const charactersMax = 100

/** A search in a sentence of filters; says what was typed once the keys have rested a moment. */
export function SearchGap(props: {
  label: Label
  value: string
  onChange: (text: string | undefined) => void
}) {
  const { say } = useSay()
  const timer = useRef(0)
  return (
    <input
      type="search"
      className="gap search-gap"
      aria-label={say(props.label)}
      placeholder={say(props.label)}
      data-most={charactersMax}
      defaultValue={props.value}
      onChange={({ target }) => {
        window.clearTimeout(timer.current)
        timer.current = window.setTimeout(
          () => props.onChange(target.value.trim() || undefined),
          searchDelayMs,
        )
      }}
    />
  )
}
