import type { ReactNode } from 'react'
import type { Label } from '../../ledger/label.ts'
import { useSay } from '../say.tsx'

/** A table under a heading of the page, which names it; wider than a phone it scrolls by itself. */
export function PlainTable(props: {
  /** Id of the heading. */
  labelledBy: string
  className: string
  heads: readonly Label[]
  /** Its rows. */
  children: ReactNode
}) {
  const { say } = useSay()
  return (
    <div className="grid-scroll" tabIndex={0} role="group" aria-labelledby={props.labelledBy}>
      <table className={`plain-table ${props.className}`}>
        <thead>
          <tr>
            {props.heads.map((head) => (
              <th key={head.en} scope="col">
                {say(head)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{props.children}</tbody>
      </table>
    </div>
  )
}
