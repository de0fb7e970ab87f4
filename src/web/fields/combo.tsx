import type { KeyboardEvent, ReactNode } from 'react'
import { useId, useRef, useState } from 'react'
import { useSay } from '../say.tsx'

const words = { none: { zh: '没有匹配的', en: 'Nothing matches' } }

/** One thing that can be chosen. */
export interface ComboOption {
  readonly id: string
  readonly name: string
  readonly detail: string
}

interface ComboProps {
  id: string
  labelledBy: string
  describedBy: string
  invalid: boolean
  required: boolean
  placeholder?: string
  text: string
  options: readonly ComboOption[]
  onText: (text: string) => void
  onChoose: (id: string) => void
  /** Backspace on an empty line. */
  onBack?: () => void
  before?: ReactNode
}

/**
 * A line to type in with the matches below it (WAI-ARIA combobox). Enter takes the marked match;
 * Enter on an empty line goes on to the next field, as everywhere in a form.
 */
export function Combo(props: ComboProps) {
  const listId = useId()
  const box = useRef<HTMLInputElement>(null)
  const { shown, at, choose, close, type, onKeyDown } = useMarkedMatch(props)
  const { options, text } = props
  return (
    <div className="combo" onClick={() => box.current?.focus()}>
      {props.before}
      <input
        ref={box}
        id={props.id}
        type="text"
        role="combobox"
        autoComplete="off"
        aria-expanded={shown}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={shown && options.length > 0 ? `${listId}-${at}` : undefined}
        aria-labelledby={props.labelledBy}
        aria-describedby={props.describedBy}
        aria-invalid={props.invalid}
        aria-required={props.required}
        placeholder={props.placeholder}
        value={props.text}
        onFocus={(event) => event.target.select()}
        onKeyDown={onKeyDown}
        // Where no list stands open the text is a choice: typing puts another one in its place.
        onChange={(event) => type(behind(event.target.value, shown ? '' : text))}
        onBlur={close}
      />
      <MatchList
        id={listId}
        labelledBy={props.labelledBy}
        options={options}
        shown={shown}
        at={at}
        onChoose={choose}
      />
    </div>
  )
}

/** What was typed, without the choice that it was typed behind. */
function behind(next: string, chosen: string): string {
  return next.startsWith(chosen) ? next.slice(chosen.length) : next
}

/** Which match is marked, whether the list stands open, and the keys that move between them. */
function useMarkedMatch(props: ComboProps) {
  const [marked, setMarked] = useState(0)
  const [open, setOpen] = useState(false)
  const { options, text } = props
  const shown = open && text.trim() !== ''
  const at = Math.min(marked, Math.max(0, options.length - 1))
  const choose = (option: ComboOption | undefined) => {
    if (!option) return
    props.onChoose(option.id)
    setMarked(0)
    setOpen(false)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Backspace' && text === '') props.onBack?.()
    if (!shown) {
      if (event.key === 'ArrowDown' && text !== '') setOpen(true)
      return
    }
    if (event.key === 'ArrowDown') setMarked(Math.min(at + 1, options.length - 1))
    else if (event.key === 'ArrowUp') setMarked(Math.max(at - 1, 0))
    else if (event.key === 'Enter') choose(options[at])
    else if (event.key === 'Escape') setOpen(false)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const type = (next: string) => {
    setOpen(true)
    setMarked(0)
    props.onText(next)
  }
  return { shown, at, choose, close: () => setOpen(false), type, onKeyDown }
}

function MatchList(props: {
  id: string
  labelledBy: string
  options: readonly ComboOption[]
  shown: boolean
  at: number
  onChoose: (option: ComboOption) => void
}) {
  const { say } = useSay()
  const { id, options } = props
  return (
    <ul id={id} role="listbox" aria-labelledby={props.labelledBy} hidden={!props.shown}>
      {options.map((option, index) => (
        <li
          key={option.id}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === props.at}
          onMouseDown={(event) => {
            event.preventDefault()
            props.onChoose(option)
          }}
        >
          {option.name} <span className="quiet small">{option.detail}</span>
        </li>
      ))}
      {options.length === 0 ? (
        <li role="option" aria-selected="false" aria-disabled="true" className="quiet">
          {say(words.none)}
        </li>
      ) : null}
    </ul>
  )
}
