import type { MouseEvent } from 'react'
import { useState } from 'react'
import type { Value } from '../../ledger/value.ts'
import { useSay } from '../say.tsx'
import type { InputProps } from './field-view.ts'

const words = {
  people: {
    zh: '沿用上次{kind}的名单（{count}人，{day}）',
    en: 'Take the list of the last {kind} ({count}, {day})',
  },
  person: { zh: '沿用上次{kind}：{name}（{day}）', en: 'As at the last {kind}: {name} ({day})' },
  undo: { zh: '撤销沿用', en: 'Undo' },
}

// Leaving a field may show a fault above this line and move it away from under the pointer.
function keepFocus(event: MouseEvent): void {
  event.preventDefault()
}

/** People of the last record of the same kind and body: taken with one click, undone with one. */
export function LastOffer({
  last,
  value,
  name,
  onChange,
}: Pick<InputProps, 'last' | 'value' | 'onChange'> & { name: string }) {
  const { say } = useSay()
  const [taken, setTaken] = useState<Value | undefined>(undefined)
  if (taken !== undefined && value === taken) {
    return (
      <button
        type="button"
        className="link"
        onMouseDown={keepFocus}
        onClick={() => {
          setTaken(undefined)
          onChange(undefined)
        }}
      >
        {say(words.undo)}
      </button>
    )
  }
  const count = Array.isArray(last?.value) ? last.value.length : 1
  if (last === undefined || value !== undefined || count === 0) return null
  const { kind, day } = last
  return (
    <button
      type="button"
      className="link"
      onMouseDown={keepFocus}
      onClick={() => {
        setTaken(last.value)
        onChange(last.value)
      }}
    >
      {Array.isArray(last.value)
        ? say(words.people, { kind, count, day })
        : say(words.person, { kind, name, day })}
    </button>
  )
}
