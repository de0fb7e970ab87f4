import type { ReactNode } from 'react'
import { useId } from 'react'

/** A part of the page under its title, with how many lines it has; empty it says so. */
export function MineSection(props: {
  title: string
  count?: number
  empty: string
  children: ReactNode
}) {
  const id = useId()
  const { count } = props
  return (
    <section className="mine-part" aria-labelledby={id}>
      <h2 id={id}>
        {props.title}{' '}
        {count !== undefined && count > 0 ? <span className="count number">{count}</span> : null}
      </h2>
      {count === 0 ? <p className="quiet">{props.empty}</p> : props.children}
    </section>
  )
}
