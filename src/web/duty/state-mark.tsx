import type { Look } from './state-words.ts'

/** A state's own mark: filled, open, hatched, crossed; drawn, so that every font shows the same. */
export function StateMark({ state }: { state: Look }) {
  return (
    <svg
      className={`state-mark ${state}`}
      viewBox="0 0 14 14"
      width="14"
      height="14"
      aria-hidden="true"
    >
      {shapeOf(state)}
    </svg>
  )
}

function shapeOf(state: Look) {
  switch (state) {
    case 'met':
      return <rect x="2" y="2" width="10" height="10" fill="currentColor" />
    case 'doneLate':
      return (
        <g stroke="currentColor">
          <rect x="2.5" y="2.5" width="9" height="9" fill="none" />
          <path d="M2.5 11.5 11.5 2.5V11.5Z" fill="currentColor" />
        </g>
      )
    case 'onTrack':
      return <rect x="2.5" y="2.5" width="9" height="9" fill="none" stroke="currentColor" />
    case 'atRisk':
      return (
        <g fill="none" stroke="currentColor">
          <rect x="2.5" y="2.5" width="9" height="9" />
          <path d="M2.5 7 7 2.5M2.5 11.5 11.5 2.5M7 11.5 11.5 7" />
        </g>
      )
    case 'overdue':
      return <path d="M3 3l8 8M11 3l-8 8" stroke="currentColor" strokeWidth="2" />
    case 'notDone':
      return <path d="M2 7h10" stroke="currentColor" strokeWidth="2" />
    case 'notApplicable':
      return <path d="M3 11l8-8" stroke="currentColor" strokeWidth="1.4" />
    case 'awaitingAttestation':
      return (
        <path d="M7 1.8 12.2 7 7 12.2 1.8 7z" fill="none" stroke="currentColor" strokeWidth="1.5" />
      )
  }
}
