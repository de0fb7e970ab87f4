import type { KeyboardEvent } from 'react'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'
import type { FieldView, InputProps } from './field-view.ts'
import { listChoices, offeredIn } from './named-choices.ts'

const words = {
  keys: { zh: '数字键选取，方向键移动', en: 'Digits choose, arrows move' },
  none: { zh: '选{field}', en: 'Choose: {field}' },
}

const digitsMax = 9

function Input(props: InputProps) {
  const { say } = useSay()
  const { pack } = useUnit()
  const { field } = props
  const chosen = Array.isArray(props.value)
    ? props.value.filter((one): one is string => typeof one === 'string')
    : []
  const options = offeredIn(pack, field, chosen)
  const toggle = (id: string) => {
    const next = options
      .map((option) => option.id)
      .filter((one) => (one === id ? !chosen.includes(one) : chosen.includes(one)))
    props.onChange(next.length > 0 ? next : undefined)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const digit = /^[1-9]$/.test(event.key) ? options[Number(event.key) - 1] : undefined
    if (digit) {
      event.preventDefault()
      toggle(digit.id)
      return
    }
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (by === 0) return
    event.preventDefault()
    const boxes = Array.from(event.currentTarget.querySelectorAll<HTMLElement>('[role=checkbox]'))
    const at = boxes.findIndex((box) => box === document.activeElement)
    boxes[(at + by + boxes.length) % boxes.length]?.focus()
  }
  return (
    <div
      className="choices"
      role="group"
      aria-labelledby={`${props.id}-label`}
      aria-describedby={props.describedBy}
      title={say(words.keys)}
      onKeyDown={onKeyDown}
    >
      {chosen.length === 0 ? (
        <button
          type="button"
          className="choices-none"
          tabIndex={-1}
          onClick={({ currentTarget }) => {
            // The boxes open where the focus is, which not every browser gives to a button clicked.
            currentTarget.focus()
            currentTarget.parentElement?.querySelector<HTMLElement>('[role=checkbox]')?.focus()
          }}
        >
          {say(words.none, { field: say(field.label) })}
        </button>
      ) : null}
      {options.map((option, index) => (
        <button
          key={option.id}
          id={index === 0 ? props.id : undefined}
          type="button"
          role="checkbox"
          aria-checked={chosen.includes(option.id)}
          tabIndex={index === 0 ? 0 : -1}
          onClick={() => toggle(option.id)}
        >
          {index < digitsMax ? <kbd aria-hidden="true">{index + 1}</kbd> : null} {say(option.label)}
        </button>
      ))}
    </div>
  )
}

/** Several items of a list: one stop of the Tab key, a digit for each item. */
export const choices: FieldView = { Input, group: true, choices: listChoices }
