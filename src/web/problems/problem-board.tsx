import { Link } from '@tanstack/react-router'
import type { KeyboardEvent } from 'react'
import { useState } from 'react'
import type { BoardItemView } from '../../api/contract/problem.ts'
import type { Register, Stage } from '../../ledger/register/register.ts'
import { nextStage } from '../../ledger/register/stage.ts'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'
import { DueMark } from './due-mark.tsx'
import { actOf } from './stage-dialog.tsx'
import { stageTone } from './stage-word.tsx'

const words = {
  board: { zh: '按阶段排列', en: 'By stage' },
  none: { zh: '没有', en: 'None' },
  more: { zh: '再看 {count} 个', en: 'Show {count} more' },
  moveOf: { zh: '{title}：{act}', en: '{title}: {act}' },
  keys: {
    zh: '方向键在问题间移动，回车打开，按 m 填写推进到下一阶段所需的内容。',
    en: 'Arrow keys move between problems, Enter opens one, m asks for what its next stage needs.',
  },
  mayReturn: { zh: '疑似反复', en: 'May be a return' },
}

/** Cards of a stage that are shown before somebody asks for more. */
const shownAtOnce = 8

/** The stages side by side, on a phone one under the other; moving on always opens its form. */
export function ProblemBoard(props: {
  register: Register
  items: readonly BoardItemView[]
  onMove: (item: BoardItemView, stage: Stage) => void
}) {
  const { say } = useSay()
  const { register, items } = props
  const stages = register.stages ?? []
  return (
    <section aria-label={say(words.board)}>
      <div className="board" onKeyDown={moveFocus}>
        {stages.map((stage) => (
          <BoardColumn
            key={stage.id}
            stage={stage}
            next={nextStage(stages, stage)}
            items={items.filter((one) => one.stage === stage.id)}
            register={register}
            onMove={props.onMove}
          />
        ))}
      </div>
      <p className="small quiet board-keys">{say(words.keys)}</p>
    </section>
  )
}

function BoardColumn(props: {
  stage: Stage
  next: Stage | null
  items: readonly BoardItemView[]
  register: Register
  onMove: (item: BoardItemView, stage: Stage) => void
}) {
  const { say } = useSay()
  const [shown, setShown] = useState(shownAtOnce)
  const { stage, next, items } = props
  const rest = items.length - shown
  return (
    <section className={`board-column ${stageTone(stage)}`}>
      <h2>
        {say(stage.label)} <span className="number quiet">{items.length}</span>
      </h2>
      {items.length === 0 ? <p className="small quiet">{say(words.none)}</p> : null}
      <ul>
        {items.slice(0, shown).map((item) => (
          <ProblemCard key={item.record.id} {...props} item={item} next={next} />
        ))}
      </ul>
      {rest > 0 ? (
        <button type="button" className="link" onClick={() => setShown(shown + shownAtOnce * 2)}>
          {say(words.more, { count: Math.min(rest, shownAtOnce * 2) })}
        </button>
      ) : null}
    </section>
  )
}

function ProblemCard(props: {
  item: BoardItemView
  stage: Stage
  next: Stage | null
  register: Register
  onMove: (item: BoardItemView, stage: Stage) => void
}) {
  const { say } = useSay()
  const { session, roster } = useUnit()
  const { item, next } = props
  const { record, due, mayReturn } = item
  const { settled } = props.stage
  const owner = props.register.stages?.find(({ by }) => by)?.by?.never[0]
  const person = roster.people.find(({ id }) => owner && id === record.values[owner])
  const mayMove = next !== null && session.may.includes('correct')
  return (
    <li
      className={due?.state === 'overdue' && !settled ? 'card overdue' : 'card'}
      onKeyDown={(event) => {
        if (event.key !== 'm' || !mayMove || event.ctrlKey || event.metaKey) return
        event.preventDefault()
        props.onMove(item, next)
      }}
    >
      <Link to="/problems/$record" params={{ record: record.id }}>
        {record.title}
      </Link>
      <p className="small">
        {person ? <span>{person.name} </span> : null}
        <DueMark due={due} register={props.register} stage={props.stage.id} />
        {mayReturn ? <span className="due-mark soon">{say(words.mayReturn)}</span> : null}
      </p>
      {mayMove ? (
        <button
          type="button"
          className="link small"
          aria-label={say(words.moveOf, { title: record.title, act: say(actOf(next)) })}
          onClick={() => props.onMove(item, next)}
        >
          {say(actOf(next))}
        </button>
      ) : null}
    </li>
  )
}

/** Up and down within a stage, left and right to the card beside it in a stage that has any. */
function moveFocus(event: KeyboardEvent<HTMLDivElement>) {
  const here = document.activeElement
  const card = here instanceof HTMLElement ? here.closest('.card') : null
  if (!card || !(here instanceof HTMLAnchorElement)) return
  const columns = Array.from(event.currentTarget.children)
    .map((column) => Array.from(column.querySelectorAll<HTMLElement>('.card > a')))
    .filter((links) => links.length > 0)
  const column = columns.findIndex((links) => links.includes(here))
  const row = columns[column]?.indexOf(here) ?? 0
  const beside = (links: HTMLElement[] | undefined) => links?.[Math.min(row, links.length - 1)]
  const target = () => {
    switch (event.key) {
      case 'ArrowUp':
        return columns[column]?.[row - 1]
      case 'ArrowDown':
        return columns[column]?.[row + 1]
      case 'ArrowLeft':
        return beside(columns[column - 1])
      case 'ArrowRight':
        return beside(columns[column + 1])
      default:
        return undefined
    }
  }
  const next = target()
  if (!next) return
  event.preventDefault()
  next.focus()
}
