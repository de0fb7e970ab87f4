import { Fragment } from 'react'

/** A title in the lines that it is set in. */
export function BrokenTitle({ lines }: { lines: readonly string[] }) {
  return (
    <h1>
      {lines.map((line, at) => (
        <Fragment key={at}>
          {at > 0 ? <br /> : null}
          {line}
        </Fragment>
      ))}
    </h1>
  )
}
