import { nobodyNamed } from './capacity.ts'
import type { Matter, Turn } from './matter.ts'
import { atOnce } from './matter.ts'

/** How a report stands, as far as the next step needs it. */
export interface ReportProgress {
  /** Id of the report's record. */
  readonly record: string
  /** The step of its record; null: nobody has reviewed it yet. */
  readonly step: string | null
  /** The version of its record; 0 before the first step. */
  readonly version: number
  /** To whom it was handed in for review; null: it never was. */
  readonly handedIn: HandedIn | null
  /** The review is of the words and numbers of now. */
  readonly reviewHolds: boolean
  /** Claims that whoever signs must let stand, or have mended, before it can be passed. */
  readonly undecided: number
  /** Whoever received it has answered on this server, and the answer is not entered yet. */
  readonly isAnswered: boolean
  /** A corrected version was begun. */
  readonly isCorrected: boolean
  /** Who took it over; null: nobody did. */
  readonly handedTo: string | null
  /** Whose hands wrote in it. */
  readonly hands: readonly string[]
}

/** Words handed to a reviewer by name; it holds until the next step of the report. */
export interface HandedIn {
  /** The reviewer. */
  readonly to: string
  readonly by: string
  readonly at: string
  /** The version of the report's record that was the newest then; 0 before the first step. */
  readonly version: number
}

/** What is the next thing to be done about a report. */
export type ReportNext =
  | 'review'
  | 'decide'
  | 'sign'
  | 'mend'
  | 'handInAgain'
  | 'send'
  | 'takeAnswer'
  | 'correct'

/** A report whose next step is somebody's. */
export interface ReportMatter extends Matter {
  readonly kind: 'report'
  readonly next: ReportNext
}

/** Whether a report lies with the reviewer it was handed to: no step was taken since. */
export function isHandedIn({
  handedIn,
  version,
}: Pick<ReportProgress, 'handedIn' | 'version'>): boolean {
  return handedIn !== null && handedIn.version === version
}

/** Whether a report at this step is signed: only review and a return to drafting come before. */
export function isSignedAt(step: string | null): boolean {
  return step !== null && step !== 'reviewed' && step !== 'drafting'
}

/**
 * The next steps of a report, mostly one. Handed in, it is to be reviewed by whoever was named, and
 * what only the signer can let stand waits for the signer meanwhile; reviewed, it is to be signed;
 * returned, or changed since its review, it lies with those who wrote it or took it over until they
 * hand it in again. A draft that nobody handed in waits for nobody.
 */
export function reportMatters(
  progress: ReportProgress,
  { maySign }: { readonly maySign: readonly string[] },
): readonly ReportMatter[] {
  const { record, handedIn, handedTo, hands } = progress
  const turns: Readonly<Record<'reviewer' | 'signers' | 'drafters', Turn>> = {
    reviewer: { people: handedIn === null ? [] : [handedIn.to], roles: [] },
    signers: { people: [], roles: maySign },
    drafters: { people: handedTo === null ? hands : [handedTo], roles: [] },
  }
  return nextSteps(progress).map(({ next, whose }) => ({
    kind: 'report',
    key: `report ${record} ${next}`,
    record,
    duty: null,
    period: null,
    named: nobodyNamed,
    due: null,
    isOpen: true,
    isLate: false,
    asks: atOnce,
    turn: turns[whose],
    next,
  }))
}

interface NextStep {
  readonly next: ReportNext
  readonly whose: 'reviewer' | 'signers' | 'drafters'
}

function nextSteps(progress: ReportProgress): readonly NextStep[] {
  const { step, reviewHolds, undecided, isAnswered, isCorrected } = progress
  switch (step) {
    case 'signed':
      return []
    case 'frozen':
      return [{ next: 'send', whose: 'drafters' }]
    case 'sent':
      return isAnswered ? [{ next: 'takeAnswer', whose: 'drafters' }] : []
    case 'returned':
      return isCorrected ? [] : [{ next: 'correct', whose: 'drafters' }]
    case 'accepted':
      return []
    default: {
      if (step === 'reviewed' && reviewHolds) return [{ next: 'sign', whose: 'signers' }]
      if (isHandedIn(progress)) {
        const decide: readonly NextStep[] =
          undecided > 0 ? [{ next: 'decide', whose: 'signers' }] : []
        return [{ next: 'review', whose: 'reviewer' }, ...decide]
      }
      if (step === null) return []
      return [{ next: step === 'reviewed' ? 'handInAgain' : 'mend', whose: 'drafters' }]
    }
  }
}
