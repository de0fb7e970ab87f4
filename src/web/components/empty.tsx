import type { ReactNode } from 'react'

/** An empty place that says what will stand here and offers the first step. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <p>{title}</p>
      {children}
    </div>
  )
}
