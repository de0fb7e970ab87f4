import type { KeyboardEvent, ReactNode } from 'react'
import { Suspense, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useUnit } from '../components/use-unit.ts'
import type { PackFigure } from '../pack/figures-by-part.ts'
import { figuresByPart, figuresNamed } from '../pack/figures-by-part.ts'
import { useSay } from '../say.tsx'
import { Combo } from './combo.tsx'
import './combo-box.css'

const words = { search: { zh: '输入名称中的字查找', en: 'Type a word of its name' } }

/** No figure is called so. */
const noFigure = ' none'

/**
 * One figure of the pack, found by a word of its name or in the list by parts and registers. A form
 * has dozens of these: the list is made where one is opened.
 */
export function FigureChoice(props: {
  /** The label in front of it is called `{id}-label`. */
  id: string
  value: string | null
  /** What no figure is called; it can be chosen where `mayBeNone`. */
  none: string
  mayBeNone: boolean
  /** Whether a figure may be chosen here; absent: any. */
  offers?: (figure: PackFigure) => boolean
  describedBy?: string | undefined
  onChoose: (figure: PackFigure | null) => void
}) {
  const { say } = useSay()
  const { pack } = useUnit()
  const [isOpen, setOpen] = useState(false)
  const line = useRef<HTMLButtonElement>(null)
  const goesBack = useRef(false)
  const { id, value, none } = props
  const chosen = pack.figures.find((one) => one.id === value)
  const text = chosen ? say(chosen.label) : none
  useEffect(() => {
    if (isOpen || !goesBack.current) return
    goesBack.current = false
    line.current?.focus()
    // As a field of the browser's own says it, so that what else was filled in is judged anew.
    line.current?.dispatchEvent(new Event('input', { bubbles: true }))
  }, [isOpen])
  const close = (how: 'back' | 'left') => {
    goesBack.current = how === 'back'
    setOpen(false)
  }
  if (isOpen) {
    return (
      <OpenChoice
        {...props}
        text={text}
        onChoose={(figure) => {
          close('back')
          props.onChoose(figure)
        }}
        onLeave={(how) => close(how === 'given up' ? 'back' : 'left')}
      />
    )
  }
  return (
    <button
      ref={line}
      id={id}
      type="button"
      className="input choice-line"
      aria-haspopup="listbox"
      aria-labelledby={`${id}-label ${id}`}
      aria-describedby={props.describedBy}
      title={text}
      onClick={() => setOpen(true)}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowDown') return
        event.preventDefault()
        setOpen(true)
      }}
    >
      {text}
    </button>
  )
}

function OpenChoice(props: {
  id: string
  text: string
  none: string
  mayBeNone: boolean
  offers?: (figure: PackFigure) => boolean
  onChoose: (figure: PackFigure | null) => void
  onLeave: (how: 'left' | 'given up') => void
}) {
  const { say } = useSay()
  const { pack } = useUnit()
  const [typed, setTyped] = useState<string | null>(null)
  const { id, offers, none, mayBeNone } = props
  const parts = useMemo(() => {
    const figures = offers ? pack.figures.filter(offers) : pack.figures
    return figuresByPart({ ...pack, figures })
  }, [pack, offers])
  const found = figuresNamed(parts, typed ?? '')
  const groups = found.map((part) => ({
    id: `part ${part.id}`,
    name: say(part.label),
    options: part.figures.map(({ figure, register }) => {
      return { id: figure.id, name: say(figure.label), detail: say(register) }
    }),
  }))
  const line = { labelledBy: `${id}-label`, text: typed ?? props.text, onText: setTyped }
  return (
    <Suspense
      fallback={
        <Focused isTyped={typed !== null}>
          <LineAhead {...line} onLeave={props.onLeave} />
        </Focused>
      }
    >
      <Focused isTyped={typed !== null}>
        <Combo
          {...line}
          id={id}
          placeholder={say(words.search)}
          opensAtOnce
          options={
            mayBeNone && !typed ? [{ id: noFigure, name: none, detail: '' }, ...groups] : groups
          }
          onChoose={(key) => props.onChoose(pack.figures.find((one) => one.id === key) ?? null)}
          onLeave={props.onLeave}
        />
      </Focused>
    </Suspense>
  )
}

/** The line inside has the focus from the moment it is there; what was typed in it goes on. */
function Focused(props: { isTyped: boolean; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  const isTyped = useRef(props.isTyped)
  useLayoutEffect(() => {
    const line = box.current?.querySelector('input')
    line?.focus()
    line?.setSelectionRange(isTyped.current ? line.value.length : 0, line.value.length)
  }, [])
  return <div ref={box}>{props.children}</div>
}

/** What is typed until the list has been fetched: no key goes to the page or its form. */
function LineAhead(props: {
  labelledBy: string
  text: string
  onText: (text: string) => void
  onLeave: (how: 'left' | 'given up') => void
}) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') props.onLeave('given up')
    if (event.key !== 'Escape' && event.key !== 'Enter') return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className="combo">
      <input
        aria-labelledby={props.labelledBy}
        value={props.text}
        onChange={({ target }) => props.onText(target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => props.onLeave('left')}
      />
    </div>
  )
}
