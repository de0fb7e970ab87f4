import { useEffect, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import type { EventKind } from '../../ledger/record/event.ts'
import type { Register } from '../../ledger/register/register.ts'
import { mayFill, useUnit } from '../components/use-unit.ts'
import { inDailyOrder } from '../registers/daily-order.ts'
import { useSay } from '../say.tsx'
import { recentRegisters } from './recent-registers.ts'

const words = {
  what: {
    zh: '发生了什么？输入台账名称，或按数字键',
    en: 'What happened? Type a register, or press a digit',
  },
  events: { zh: '一件事，几本台账', en: 'One event, several registers' },
  eventHint: { zh: '一次登记，写入几本台账', en: 'one form, several registers' },
  none: { zh: '没有这样的台账', en: 'There is no such register' },
}

const digitsMax = 9

/** Which register: the ones used last first, a digit each; typing narrows the list. */
export function RegisterChoice(props: {
  onChoose: (register: Register) => void
  onEvent: (kind: EventKind) => void
}) {
  const { onChoose } = props
  const { say } = useSay()
  const { pack, session } = useUnit()
  const [typed, setTyped] = useState('')
  const list = useRef<HTMLUListElement>(null)
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => box.current?.focus(), [])
  const typable = inDailyOrder(pack).filter((register) => mayFill(session, register))
  const shown = recentFirst(typable).filter((register) => matches(register, typed))
  const events = pack.events.filter(
    (kind) => kind.report === undefined && kind.parts.length > 1 && matches(kind, typed),
  )
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    const nth = /^[1-9]$/.test(event.key) && typed === '' ? Number(event.key) - 1 : -1
    const chosen = event.key === 'Enter' ? shown[0] : shown[nth]
    if (chosen) {
      event.preventDefault()
      onChoose(chosen)
    }
    if (event.key === 'ArrowDown') {
      event.preventDefault()
      list.current?.querySelector('button')?.focus()
    }
  }
  return (
    <div className="stack">
      <input
        ref={box}
        className="input"
        aria-label={say(words.what)}
        placeholder={say(words.what)}
        value={typed}
        onKeyDown={onKeyDown}
        onChange={(event) => setTyped(event.target.value)}
      />
      {events.length > 0 ? (
        <ul className="register-choice events" aria-label={say(words.events)} onKeyDown={walk}>
          {events.map((kind) => (
            <li key={kind.id}>
              <button type="button" onClick={() => props.onEvent(kind)}>
                {say(kind.label)} <span className="quiet small">{say(words.eventHint)}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <ul className="register-choice" ref={list} onKeyDown={walk}>
        {shown.map((register, index) => (
          <li key={register.id}>
            <button type="button" onClick={() => onChoose(register)}>
              {typed === '' && index < digitsMax ? <kbd aria-hidden="true">{index + 1}</kbd> : null}
              {say(register.label)}
            </button>
          </li>
        ))}
      </ul>
      {shown.length === 0 ? <p className="quiet">{say(words.none)}</p> : null}
    </div>
  )
}

function walk(event: KeyboardEvent<HTMLUListElement>) {
  const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key]
  if (by === undefined) return
  const buttons = Array.from(event.currentTarget.querySelectorAll('button'))
  const at = buttons.findIndex((button) => button === document.activeElement)
  event.preventDefault()
  buttons[Math.max(0, Math.min(at + by, buttons.length - 1))]?.focus()
}

function recentFirst(registers: readonly Register[]): readonly Register[] {
  const recent = recentRegisters()
  const rank = ({ id }: Register) => {
    const at = recent.indexOf(id)
    return at >= 0 ? at : recent.length
  }
  return [...registers].sort((one, other) => rank(one) - rank(other))
}

function matches(one: Pick<Register, 'id' | 'label'>, typed: string): boolean {
  const wanted = typed.trim().toLowerCase()
  if (wanted === '') return true
  const { label, id } = one
  return [label.zh, label.en.toLowerCase(), id].some((text) => text.includes(wanted))
}
