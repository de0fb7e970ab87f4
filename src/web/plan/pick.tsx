import { useState } from 'react'
import { useUnit } from '../components/use-unit.ts'
import './plan-page.css'

/** One person or office, chosen from the roster; the choices are drawn when somebody looks. */
export function Pick(props: {
  of: 'person' | 'office'
  label: string
  value: string | null
  /** What the empty choice says. */
  none: string
  onChange: (value: string | null) => void
  className?: string
}) {
  const { roster } = useUnit()
  const [open, setOpen] = useState(false)
  const { value } = props
  // A table has hundreds of these; a list of everybody in each of them would be slow to draw.
  const all = props.of === 'office' ? roster.offices : roster.people.filter((one) => !one.former)
  const known: readonly { id: string; name: string }[] =
    props.of === 'office' ? roster.offices : roster.people
  const current = known.find((one) => one.id === value)
  const isListed = all.some((one) => one.id === value)
  return (
    <select
      className={props.className ?? 'pick'}
      aria-label={props.label}
      title={current?.name}
      value={value ?? ''}
      onFocus={() => setOpen(true)}
      onPointerEnter={() => setOpen(true)}
      onChange={(event) => props.onChange(event.target.value === '' ? null : event.target.value)}
    >
      <option value="">{props.none}</option>
      {value !== null && (!open || !isListed) ? (
        <option value={value}>{current?.name ?? value}</option>
      ) : null}
      {open
        ? all.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))
        : null}
    </select>
  )
}
