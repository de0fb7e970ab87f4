import type { KeyboardEvent, ReactNode } from 'react'
import { useEffect, useId, useRef, useState } from 'react'
import { useSay } from '../say.tsx'

const words = { blank: { zh: '（空）', en: '(blank)' } }

/**
 * A cell that opens where it stands. While it is open, Enter keeps what was typed and goes down,
 * Tab keeps it and opens the next cell in question, Shift+Tab the one before, and Esc leaves the
 * cell as it was.
 */
export function MendableCell(props: {
  /** What a screen reader says of it while it is open. */
  name: string
  /** The head of its column, which on a phone stands in the cell. */
  label: string
  text: string
  list: string | undefined
  /** In question by itself, by a text that is asked about, or as it should be. */
  state: 'wrong' | 'asked' | 'fine'
  onKeep: (text: string) => void
  notes: ReactNode
  children: ReactNode
}) {
  const { say } = useSay()
  const { text, state } = props
  const id = useId()
  const cell = useRef<HTMLTableCellElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const [isOpen, setOpen] = useState(false)
  // Shown until the server has read the row again.
  const [kept, setKept] = useState<{ readonly text: string; readonly over: string } | null>(null)
  const isKept = kept !== null && kept.over === text
  const shown = isKept ? kept.text : text
  useEffect(() => {
    if (isOpen) input.current?.select()
  }, [isOpen])
  const close = (typed: string) => {
    setOpen(false)
    if (typed === shown) return
    setKept({ text: typed, over: text })
    props.onKeep(typed)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    event.stopPropagation()
    if (event.nativeEvent.isComposing) return
    const typed = event.currentTarget.value
    if (event.key === 'Escape') {
      setOpen(false)
      focusSoon(cell.current)
    } else if (event.key === 'Enter') {
      close(typed)
      focusSoon(below(cell.current))
    } else if (event.key === 'Tab') {
      const next = wrongBeside(cell.current, event.shiftKey)
      if (next === null) return
      close(typed)
      next.querySelector('button')?.click()
    } else return
    event.preventDefault()
  }
  return (
    <td ref={cell} className={isKept ? 'fine' : state} data-label={props.label}>
      {isOpen ? (
        <input
          ref={input}
          className="input"
          aria-label={props.name}
          aria-invalid={state === 'wrong'}
          aria-describedby={`${id}-notes`}
          autoComplete="off"
          list={props.list}
          defaultValue={shown}
          onKeyDown={onKeyDown}
          // A cell that a key has closed is gone before its focus is.
          onBlur={(event) => event.currentTarget.isConnected && close(event.currentTarget.value)}
        />
      ) : (
        <button
          type="button"
          tabIndex={-1}
          aria-describedby={`${id}-notes`}
          onClick={() => setOpen(true)}
        >
          {shown === '' ? (
            <span className="unseen">{say(words.blank)}</span>
          ) : isKept ? (
            shown
          ) : (
            props.children
          )}
        </button>
      )}
      <span id={`${id}-notes`}>{isKept ? null : props.notes}</span>
    </td>
  )
}

/** When the cell is closed again, its button takes the focus. */
function focusSoon(cell: Element | null): void {
  setTimeout(() => cell?.querySelector('button')?.focus())
}

function below(cell: HTMLTableCellElement | null): Element | null {
  const row = cell?.closest('tr')?.nextElementSibling
  return (cell && row?.children[cell.cellIndex]) ?? cell
}

/** The next cell in question, or the one before; null at the end of the table. */
function wrongBeside(cell: Element | null, isBack: boolean): Element | null {
  const all = Array.from(cell?.closest('table')?.querySelectorAll('td.wrong, td.asked') ?? [])
  const where = isBack ? Node.DOCUMENT_POSITION_PRECEDING : Node.DOCUMENT_POSITION_FOLLOWING
  const beside = all.filter((one) => cell && cell.compareDocumentPosition(one) & where)
  return (isBack ? beside.at(-1) : beside[0]) ?? null
}
