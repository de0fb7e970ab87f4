import type { Label } from '../../ledger/label.ts'
import { resultWords } from '../../report/verify/shown-result.ts'
import { useSay } from '../say.tsx'

/** What is known of a file, a sentence each. */
export function FactList({ facts }: { facts: readonly Label[] }) {
  const { say } = useSay()
  return (
    <ul className="report-facts">
      {facts.map((fact) => (
        <li key={fact.en}>{say(fact)}</li>
      ))}
    </ul>
  )
}

/** How it was found, folded away until somebody asks; nothing where there is nothing to tell. */
export function Trace({ trace }: { trace: readonly Label[] }) {
  const { say } = useSay()
  if (trace.length === 0) return null
  return (
    <details className="report-trace">
      <summary>{say(resultWords.trace)}</summary>
      <FactList facts={trace} />
    </details>
  )
}
