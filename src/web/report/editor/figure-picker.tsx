import { useEffect, useId, useMemo, useRef, useState } from 'react'
import type { FigureValue } from '../../../ledger/figure.ts'
import { figureText } from '../../../ledger/figure-text.ts'
import type { FigureWording } from '../../../report/read/propose-figure.ts'
import { useSay } from '../../say.tsx'

const words = {
  title: { zh: '插入数据项', en: 'Insert a figure' },
  search: { zh: '输入名称查找，如“主题党日”', en: 'Search by name' },
  none: { zh: '没有这样的数据项', en: 'No figure of that name' },
}

const shownMax = 8

/** A list of figures to search in, at the place in the text where one shall stand. */
export function FigurePicker(props: {
  wordings: readonly FigureWording[]
  figures: ReadonlyMap<string, FigureValue>
  at: { readonly left: number; readonly top: number }
  onChoose: (figure: FigureWording) => void
  onClose: () => void
}) {
  const { say } = useSay()
  const [search, setSearch] = useState('')
  const [active, setActive] = useState(0)
  const input = useRef<HTMLInputElement>(null)
  const listId = useId()
  useEffect(() => input.current?.focus(), [])
  const found = useMemo(() => match(props.wordings, search), [props.wordings, search])
  const chosen = found[Math.min(active, found.length - 1)]
  const keys: Record<string, () => void> = {
    ArrowDown: () => setActive((now) => Math.min(now + 1, found.length - 1)),
    ArrowUp: () => setActive((now) => Math.max(now - 1, 0)),
    Enter: () => chosen && props.onChoose(chosen),
    Escape: props.onClose,
  }
  const left = Math.max(8, Math.min(props.at.left, innerWidth - 380))
  const top = Math.max(8, Math.min(props.at.top + 6, innerHeight - 380))
  return (
    <div
      className="figure-picker"
      style={{ left, top }}
      role="dialog"
      aria-label={say(words.title)}
    >
      <input
        ref={input}
        className="input"
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={chosen ? `${listId}-${chosen.figureId}` : undefined}
        aria-label={say(words.title)}
        placeholder={say(words.search)}
        value={search}
        onChange={(event) => {
          setSearch(event.target.value)
          setActive(0)
        }}
        onKeyDown={(event) => {
          const act = event.nativeEvent.isComposing ? undefined : keys[event.key]
          if (!act) return
          event.preventDefault()
          act()
        }}
        onBlur={props.onClose}
      />
      <Options
        {...{ id: listId, found, chosen, figures: props.figures }}
        onChoose={props.onChoose}
      />
      {found.length === 0 ? <p className="quiet small">{say(words.none)}</p> : null}
    </div>
  )
}

function Options(props: {
  id: string
  found: readonly FigureWording[]
  chosen: FigureWording | undefined
  figures: ReadonlyMap<string, FigureValue>
  onChoose: (figure: FigureWording) => void
}) {
  const { say, lang } = useSay()
  const textOf = (value: FigureValue | undefined) => (value ? figureText(value, lang) : '—')
  return (
    <ul id={props.id} role="listbox" aria-label={say(words.title)}>
      {props.found.map((one) => (
        <li
          key={one.figureId}
          id={`${props.id}-${one.figureId}`}
          role="option"
          aria-selected={one === props.chosen}
          onMouseDown={(event) => {
            event.preventDefault()
            props.onChoose(one)
          }}
        >
          <span>{say(one.label)}</span>
          <span className="number">{textOf(props.figures.get(one.figureId))}</span>
        </li>
      ))}
    </ul>
  )
}

/** Names that contain the words first, then wordings that do. */
function match(wordings: readonly FigureWording[], search: string): readonly FigureWording[] {
  const asked = search.trim().toLowerCase()
  const named = wordings.filter(({ label }) =>
    [label.zh, label.en].some((one) => one.toLowerCase().includes(asked)),
  )
  const spoken = wordings.filter(
    (one) => !named.includes(one) && one.phrases.some((phrase) => phrase.includes(asked)),
  )
  return [...named, ...spoken].slice(0, shownMax)
}
