import { nobodyNamed } from './capacity.ts'
import { atOnce } from './matter.ts'
import type { Matter, Turn } from './matter.ts'

/** How a report stands, as far as the next step needs it. */
export interface ReportProgress {
  /** Id of the report's record. */
  readonly record: string
  /** The step of its record; null: nobody has reviewed it yet. */
  readonly step: string | null
  /** The revision that the step was about. */
  readonly stepRevision: number | null
  /** Why it came back; null: it did not. */
  readonly reasons: string | null
  /** The revision that stands now. */
  readonly revision: number
  /** Who took it over; null: nobody did. */
  readonly handedTo: string | null
  /** Whose hands wrote in it. */
  readonly hands: readonly string[]
}

/**
 * The next step of a report: reviewed, it is to be signed by whoever may; returned, it is to be
 * changed by those who wrote it or took it over, until its text changes. Nobody is asked to review
 * by name, so a draft waits for no reviewer yet.
 */
export function reportMatter(
  progress: ReportProgress,
  { maySign }: { readonly maySign: readonly string[] },
): Matter {
  const turn = turnIn(progress, maySign)
  return {
    kind: 'report',
    key: `record ${progress.record}`,
    record: progress.record,
    duty: null,
    period: null,
    named: nobodyNamed,
    due: null,
    isOpen: turn !== null,
    isLate: false,
    asks: atOnce,
    turn: turn ?? { people: [], roles: [] },
  }
}

function turnIn(progress: ReportProgress, maySign: readonly string[]): Turn | null {
  const { step, stepRevision, reasons, revision, handedTo, hands } = progress
  if (step === 'reviewed') return { people: [], roles: maySign }
  const isBack = step === 'drafting' && reasons !== null && stepRevision === revision
  return isBack ? { people: handedTo === null ? hands : [handedTo], roles: [] } : null
}
