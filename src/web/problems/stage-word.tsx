import type { Register, Stage } from '../../ledger/register/register.ts'
import { useSay } from '../say.tsx'

/** How a stage looks: still owed, settled, or settled and come back (it asks for nothing more). */
export function stageTone({ settled, asks }: Stage): 'open' | 'settled' | 'returned' {
  if (!settled) return 'open'
  return asks.length > 0 ? 'settled' : 'returned'
}

/** The word of a stage. */
export function StageWord({ register, stage }: { register: Register; stage: string }) {
  const { say } = useSay()
  const found = register.stages?.find(({ id }) => id === stage)
  if (!found) return null
  return <span className={`stage-word ${stageTone(found)}`}>{say(found.label)}</span>
}
