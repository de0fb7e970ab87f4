import type { KeyboardEvent } from 'react'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { EventKind } from '../../ledger/record/event.ts'
import type { Register } from '../../ledger/register/register.ts'
import type { Values } from '../../ledger/value.ts'
import { useUnit } from '../components/use-unit.ts'
import { byPart } from '../pack/by-part.ts'
import { useSay } from '../say.tsx'
import type { Offered } from './find-offered.ts'
import { findOffered, offeredTo } from './find-offered.ts'
import './record-one.css'
import { typedBehind } from './typed-behind.ts'

const words = {
  what: { zh: '发生了什么？输入名称或拼音首字母', en: 'What happened? Type its name' },
  events: { zh: '一件事，几本台账', en: 'One event, several registers' },
  eventHint: { zh: '一次登记，写入几本台账', en: 'one form, several registers' },
  found: { zh: '找到的', en: 'Found' },
  often: { zh: '常用', en: 'Used most' },
  byDigit: { zh: '按数字键打开', en: 'each has its digit' },
  none: { zh: '没有叫这个名称的，请从下面选。', en: 'Nothing is called that; choose below.' },
}

/** As many as there are digits; which register has which follows from the pack and never moves. */
const digitsMax = 9

/** What happened: typed by whatever it is called, or taken from its place among the registers. */
export function RegisterChoice(props: {
  /** `kind`: what the form begins with; `matter`: what was typed behind the name of the choice. */
  onChoose: (one: {
    readonly register: Register
    readonly kind: Values
    readonly matter: string
  }) => void
  onEvent: (kind: EventKind, matter: string) => void
}) {
  const { say } = useSay()
  const { pack, session } = useUnit()
  const [typed, setTyped] = useState('')
  const body = useRef<HTMLDivElement>(null)
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => box.current?.focus(), [])
  const offered = useMemo(() => offeredTo({ pack, session }), [pack, session])
  const found = findOffered(offered, typed)
  const often = offeredOften(offered)
  const choose = (one: Offered) => {
    const matter = typedBehind(one, typed)
    if (one.event) props.onEvent(one.event, matter)
    else props.onChoose({ register: one.register, kind: one.kind, matter })
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    const digit = /^[1-9]$/.test(event.key) && typed === '' ? Number(event.key) : 0
    const chosen = event.key === 'Enter' ? found[0] : often[digit - 1]
    if (chosen === undefined) return
    event.preventDefault()
    choose(chosen)
  }
  return (
    <div
      className="stack register-choices"
      ref={body}
      onKeyDown={(event) => walk(event, body.current)}
    >
      <input
        ref={box}
        className="input"
        aria-label={say(words.what)}
        placeholder={say(words.what)}
        value={typed}
        onKeyDown={onKeyDown}
        onChange={(event) => setTyped(event.target.value)}
      />
      {found.length > 0 ? (
        <Choices name={say(words.found)} of={found} onChoose={choose} />
      ) : (
        <>
          {typed.trim() === '' ? null : <p className="quiet">{say(words.none)}</p>}
          <Contents offered={offered} often={often} onChoose={choose} />
        </>
      )}
    </div>
  )
}

/** The first registers, each of which has a digit: those that most figures count. */
function offeredOften(offered: readonly Offered[]): readonly Offered[] {
  return offered.filter(isWhole).slice(0, digitsMax)
}

/** Whether it is a register, of whatever kind the record will be. */
function isWhole(one: Offered): boolean {
  return one.register !== undefined && Object.keys(one.kind).length === 0
}

/** What may be chosen without typing: events, what has a digit, the rest by parts of the ledger. */
function Contents(props: {
  offered: readonly Offered[]
  often: readonly Offered[]
  onChoose: (one: Offered) => void
}) {
  const { say } = useSay()
  const { pack } = useUnit()
  const { offered, often, onChoose } = props
  const events = offered.filter(({ event }) => event !== undefined)
  const rest = offered.filter((one) => isWhole(one) && !often.includes(one))
  const parts = byPart(pack).map(({ label, registers }) => ({
    label,
    of: rest.filter(({ register }) => register !== undefined && registers.includes(register)),
  }))
  return (
    <>
      {events.length > 0 ? (
        <Choices name={say(words.events)} of={events} look="events" onChoose={onChoose} />
      ) : null}
      <section>
        <h3 className="register-choice-part">
          {say(words.often)} <span className="quiet by-digit">{say(words.byDigit)}</span>
        </h3>
        <Choices name={say(words.often)} of={often} hasDigits onChoose={onChoose} />
      </section>
      {parts
        .filter(({ of }) => of.length > 0)
        .map(({ label, of }) => (
          <section key={label.zh}>
            <h3 className="register-choice-part">{say(label)}</h3>
            <Choices name={say(label)} of={of} onChoose={onChoose} />
          </section>
        ))}
    </>
  )
}

function Choices(props: {
  name: string
  of: readonly Offered[]
  look?: 'events'
  hasDigits?: boolean
  onChoose: (one: Offered) => void
}) {
  const { say } = useSay()
  const { of, look } = props
  return (
    <ul
      className={look === undefined ? 'register-choice' : `register-choice ${look}`}
      aria-label={props.name}
    >
      {of.map((one, nth) => (
        <li key={one.event ? one.event.id : `${one.register.id} ${Object.values(one.kind).join()}`}>
          <button type="button" onClick={() => props.onChoose(one)}>
            {props.hasDigits ? (
              <kbd className="by-digit" aria-hidden="true">
                {nth + 1}
              </kbd>
            ) : null}
            {say(one.label)}
            <Within one={one} />
          </button>
        </li>
      ))}
    </ul>
  )
}

/** In which register a kind is recorded, and that an event is in several. */
function Within({ one }: { one: Offered }) {
  const { say } = useSay()
  if (isWhole(one)) return null
  return (
    <span className="quiet small">{say(one.event ? words.eventHint : one.register.label)}</span>
  )
}

/** Arrow keys move between the choices, down from what is typed. */
function walk(event: KeyboardEvent<HTMLElement>, body: HTMLElement | null) {
  const isTyping = event.target instanceof HTMLInputElement
  const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key]
  if (body === null || by === undefined || (isTyping && event.key !== 'ArrowDown')) return
  const buttons = Array.from(body.querySelectorAll('button'))
  const at = buttons.findIndex((button) => button === document.activeElement)
  event.preventDefault()
  buttons[Math.max(0, Math.min(at + by, buttons.length - 1))]?.focus()
}
