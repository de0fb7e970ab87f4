import type { ReactNode } from 'react'
import type { Label } from '../../ledger/label.ts'
import { useSay } from '../say.tsx'
import './table.css'

/** What a column is headed with; `isUnseen`: only for those who hear the page. */
export interface Head {
  readonly label: Label
  readonly className?: string
  readonly isUnseen?: boolean
}

const looks = {
  /** Lines of a page. */
  plain: 'plain-table',
  /** What leads to other pages, with names set large. */
  index: 'index-table',
  /** Cells to fill in; on a phone each row becomes a card. */
  plan: 'plan-table',
  /** Records, with a head that stays in sight. */
  sheet: 'sheet',
  /** As an office prints it. */
  print: 'print-table',
} as const

/** A table with its name and heads; wider than its place it scrolls by itself, also by keys. */
export function Table(props: {
  /** Words, or the id of the heading that names it. */
  name: string | { readonly labelledBy: string }
  look?: keyof typeof looks
  className?: string
  /** Null: a column of controls, which needs no head; an element: a head of its own. */
  heads: readonly (Label | Head | ReactNode)[]
  /** Its rows, or with `isGrouped` its bodies. */
  children: ReactNode
  isGrouped?: boolean
}) {
  const { say } = useSay()
  const { name, look = 'plain', className = '', heads, children } = props
  const named = typeof name === 'string' ? name : undefined
  const labelledBy = typeof name === 'string' ? undefined : name.labelledBy
  return (
    <div
      className={`table-scroll ${look}-scroll`}
      tabIndex={0}
      role="group"
      aria-label={named}
      aria-labelledby={labelledBy}
    >
      <table
        className={`${looks[look]} ${className}`.trim()}
        aria-label={named}
        aria-labelledby={labelledBy}
      >
        <thead>
          <tr>{heads.map((head, nth) => headCell(head, nth, say))}</tr>
        </thead>
        {props.isGrouped ? children : <tbody>{children}</tbody>}
      </table>
    </div>
  )
}

function headCell(head: Label | Head | ReactNode, nth: number, say: (label: Label) => string) {
  if (head === null) return <td key={nth} />
  if (isLabel(head)) return headCell({ label: head }, nth, say)
  if (!isHead(head)) return head
  const words = say(head.label)
  return (
    <th key={nth} scope="col" className={head.className}>
      {head.isUnseen ? <span className="unseen">{words}</span> : words}
    </th>
  )
}

function isLabel(head: unknown): head is Label {
  return typeof head === 'object' && head !== null && 'zh' in head
}

function isHead(head: unknown): head is Head {
  return typeof head === 'object' && head !== null && 'label' in head
}
