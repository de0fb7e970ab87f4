import { core, coreValues } from '../../ledger/core/core-registers.ts'
import { textOrEmpty } from '../../ledger/read-value.ts'
import type { Values } from '../../ledger/value.ts'
import { withoutEvidence } from '../../report/call/answer-sheet.ts'
import { useSay } from '../say.tsx'
import { KeptVerdicts } from '../verify/verdict-pair.tsx'

/** What was verified of a report on arrival, from the values of its record; of a sheet nothing. */
export function ArrivalVerdicts({ values }: { values: Values }) {
  const { say } = useSay()
  const { body, verdicts, claims } = coreValues(core.receivedReport, values)
  if (body !== undefined) return <>{say(withoutEvidence)}</>
  return <KeptVerdicts text={textOrEmpty(verdicts)} before={textOrEmpty(claims)} />
}
