import type { ClipboardEvent, ReactNode, RefObject } from 'react'
import { useEffect } from 'react'
import './cell-grid.css'
import { moveInGrid, stopAt, stopInGrid } from './grid-keys.ts'

/** Rows of cells that are mended in place (`MendableCell`): arrow keys walk them, one tab stop. */
export function CellGrid(props: {
  name: string
  className: string
  table: RefObject<HTMLTableElement | null>
  /** What the columns are headed with, that of the row first. */
  heads: readonly { readonly key: string | number; readonly head: ReactNode }[]
  onPaste?: (event: ClipboardEvent) => void
  onCopy?: (event: ClipboardEvent) => void
  /** Its rows. */
  children: ReactNode
  /** Stands under the table: what its cells offer. */
  lists: ReactNode
}) {
  const { table, onPaste, onCopy } = props
  useEffect(() => stopInGrid(table.current))
  return (
    <div className="table-scroll cell-grid-scroll" onPaste={onPaste} onCopy={onCopy}>
      <table
        ref={table}
        className={`cell-grid ${props.className}`}
        onKeyDown={(event) => moveInGrid(event, table.current)}
        onFocus={(event) => stopAt(table.current, event.target)}
      >
        <caption className="unseen">{props.name}</caption>
        <thead>
          <tr>
            {props.heads.map(({ key, head }) => (
              <th key={key} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{props.children}</tbody>
      </table>
      {props.lists}
    </div>
  )
}
