import type { DraftView } from '../../../api/contract/draft.ts'
import type { Finding } from '../../../report/check/finding.ts'
import { freeStatements } from '../../../report/check/free-statements.ts'
import { acceptableIn } from './acceptable.ts'

/** How much stands between a draft and its signature, as its margin lists it for the caller. */
export interface InTheWay {
  readonly blocks: number
  readonly override: number
  readonly accept: number
  readonly all: number
}

/** What is still to be written and stands in no claim, whose own state would say so. */
export function blanksOutside({ findings }: DraftView): readonly Finding[] {
  return findings.filter(({ code, at }) => code === 'report.blank' && at[0] !== 'claims')
}

/** Whoever may accept by name does so sentence by sentence; others see each thing found in them. */
export function inTheWay({ findings, acts, document }: DraftView): InTheWay {
  const of = (weight: string) => findings.filter((one) => one.weight === weight).length
  const [blocks, override, found] = [of('blocks'), of('override'), of('accept')]
  const accept =
    found > 0 && acts.includes('accept')
      ? acceptableIn(document, freeStatements(document)).filter(({ by }) => by === null).length
      : found
  return { blocks, override, accept, all: blocks + override + accept }
}
