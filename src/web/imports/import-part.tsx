import type { ReactNode } from 'react'

/** A part of the page under its title, with what it comes to beside it. */
export function ImportPart(props: {
  id: string
  title: string
  aside?: ReactNode
  children: ReactNode
}) {
  const id = `import-${props.id}`
  return (
    <section className="import-part" aria-labelledby={id}>
      <header>
        <h2 id={id}>{props.title}</h2>
        <p className="quiet">{props.aside}</p>
      </header>
      {props.children}
    </section>
  )
}
