import type { KeyboardEvent, ReactNode, Ref } from 'react'
import { useId, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useSay } from '../say.tsx'

const words = { blank: { zh: '（空）', en: '(blank)' } }

/** The text under the cursor while a cell is open, of one line or of several. */
type Line = HTMLInputElement | HTMLTextAreaElement

/** A cell opens with what it says, or empty for what is typed. */
type How = 'whole' | 'anew'

/**
 * A cell that opens where it stands: Enter, F2 or a click opens it with what it says, typing begins
 * it anew, Delete empties it. While it is open, Enter keeps what was typed and goes down, Tab keeps
 * it and opens the next cell in question or beside it, Shift+Tab the one before, and Esc leaves the
 * cell as it was.
 */
export function MendableCell(props: {
  /** What a screen reader says of it while it is open. */
  name: string
  /** The head of its column, which on a phone stands in the cell. */
  label: string
  /** Which cell it is, for whatever is pasted over it. */
  place?: string
  text: string
  list: string | undefined
  /** In question by itself, by a text that is asked about, or as it should be; or said anew. */
  state: 'wrong' | 'asked' | 'fine' | 'changed'
  /** It may say several lines; Alt+Enter begins one. */
  isLong?: boolean
  /** Where Tab leads: to cells in question, or to whichever is beside this one. */
  tab?: 'in-question' | 'beside'
  onKeep: (text: string) => void
  notes: ReactNode
  children: ReactNode
}) {
  const { say } = useSay()
  const { text, state, tab = 'in-question' } = props
  const id = useId()
  const cell = useRef<HTMLTableCellElement>(null)
  const [opened, setOpened] = useState<{ readonly how: How; readonly over: string } | null>(null)
  // Said anew from elsewhere, by what was pasted, it is closed again.
  const open = opened?.over === text ? opened.how : null
  const setOpen = (how: How | null) => setOpened(how && { how, over: text })
  // Shown until whoever reads the row has read it again.
  const [kept, setKept] = useState<{ readonly text: string; readonly over: string } | null>(null)
  // Read again it says something else: what was kept must not come back when it says this again.
  if (kept !== null && kept.over !== text) setKept(null)
  const isKept = kept !== null && kept.over === text
  const shown = isKept ? kept.text : text
  const keep = (typed: string) => {
    if (typed === shown) return
    setKept({ text: typed, over: text })
    props.onKeep(typed)
  }
  const close = (typed: string) => {
    setOpen(null)
    if (open !== null) keep(typed)
  }
  // The line stands and has the focus before the key that opened it is typed: so it goes in there,
  // also where it only begins a character.
  const begin = (event: KeyboardEvent<HTMLButtonElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Delete' || event.key === 'Backspace') keep('')
    else if (event.key === 'F2') setOpen('whole')
    else if (event.key === 'Process' || (event.key.length === 1 && event.key !== ' ')) {
      event.stopPropagation()
      flushSync(() => setOpen('anew'))
      return
    } else return
    event.preventDefault()
  }
  return (
    <td
      ref={cell}
      className={isKept ? 'fine' : state}
      data-label={props.label}
      data-cell={props.place}
      data-fault={state === 'wrong' && !isKept}
    >
      {open === null ? (
        <button
          type="button"
          tabIndex={-1}
          aria-describedby={`${id}-notes`}
          onClick={() => setOpen('whole')}
          onKeyDown={begin}
        >
          {shown === '' ? (
            <span className="unseen">{say(words.blank)}</span>
          ) : isKept ? (
            shown
          ) : (
            props.children
          )}
        </button>
      ) : (
        <OpenLine
          name={props.name}
          begins={open === 'anew' ? '' : shown}
          isWhole={open === 'whole'}
          isWrong={state === 'wrong'}
          isLong={props.isLong === true}
          list={props.list}
          notes={`${id}-notes`}
          onClose={close}
          onLeave={() => {
            setOpen(null)
            focusSoon(cell.current)
          }}
          onDown={() => focusSoon(below(cell.current))}
          beside={(isBack) => cellBeside(cell.current, { among: amongOf(tab), isBack })}
          onBeside={(to) => {
            if (tab === 'beside') focusSoon(to)
            else to.querySelector('button')?.click()
          }}
        />
      )}
      <span id={`${id}-notes`}>{isKept ? null : props.notes}</span>
    </td>
  )
}

/** The text of a cell while it is open. */
function OpenLine(props: {
  name: string
  begins: string
  /** What it begins with is marked, so that typing replaces it. */
  isWhole: boolean
  isWrong: boolean
  isLong: boolean
  list: string | undefined
  /** Id of what is said about it. */
  notes: string
  onClose: (typed: string) => void
  onLeave: () => void
  onDown: () => void
  beside: (isBack: boolean) => Element | null
  onBeside: (cell: Element) => void
}) {
  const { isLong, isWhole } = props
  const line = useRef<Line>(null)
  useLayoutEffect(() => {
    line.current?.focus()
    if (isWhole) line.current?.select()
  }, [isWhole])
  const onKeyDown = (event: KeyboardEvent<Line>) => {
    event.stopPropagation()
    if (event.nativeEvent.isComposing) return
    const typed = event.currentTarget.value
    if (event.key === 'Escape') props.onLeave()
    else if (event.key === 'Enter' && !event.altKey) {
      props.onClose(typed)
      props.onDown()
    } else if (event.key === 'Enter' && isLong) {
      const { selectionStart: from, selectionEnd: to } = event.currentTarget
      event.currentTarget.setRangeText('\n', from ?? typed.length, to ?? typed.length, 'end')
    } else if (event.key === 'Tab') {
      const to = props.beside(event.shiftKey)
      if (to === null) return
      props.onClose(typed)
      props.onBeside(to)
    } else return
    event.preventDefault()
  }
  const attributes = {
    className: 'input',
    'aria-label': props.name,
    'aria-invalid': props.isWrong,
    'aria-describedby': props.notes,
    autoComplete: 'off',
    defaultValue: props.begins,
    onKeyDown,
    // A cell that a key has closed is gone before its focus is.
    onBlur: (event: { currentTarget: Line }) =>
      event.currentTarget.isConnected && props.onClose(event.currentTarget.value),
  }
  return isLong ? (
    <textarea ref={line as Ref<HTMLTextAreaElement>} rows={4} {...attributes} />
  ) : (
    <input ref={line as Ref<HTMLInputElement>} list={props.list} {...attributes} />
  )
}

function amongOf(tab: 'in-question' | 'beside'): string {
  return tab === 'beside' ? 'td:has(> button)' : 'td.wrong, td.asked'
}

/** When the cell is closed again, its button takes the focus. */
function focusSoon(cell: Element | null): void {
  setTimeout(() => cell?.querySelector('button')?.focus())
}

function below(cell: HTMLTableCellElement | null): Element | null {
  const row = cell?.closest('tr')?.nextElementSibling
  return (cell && row?.children[cell.cellIndex]) ?? cell
}

/** The next such cell of the table, or the one before; null at its end. */
function cellBeside(
  cell: Element | null,
  { among, isBack }: { among: string; isBack: boolean },
): Element | null {
  const all = Array.from(cell?.closest('table')?.querySelectorAll(among) ?? [])
  const where = isBack ? Node.DOCUMENT_POSITION_PRECEDING : Node.DOCUMENT_POSITION_FOLLOWING
  const beside = all.filter((one) => cell && cell.compareDocumentPosition(one) & where)
  return (isBack ? beside.at(-1) : beside[0]) ?? null
}
