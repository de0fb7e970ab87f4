import type { Label } from '../../ledger/label.ts'
import type { ContentState } from './content-states.ts'
import { stateOf } from './content-states.ts'
import type { Verdict } from './verdicts.ts'
import { byConcern, verdictsOf } from './verdicts.ts'
import type { ClaimResult, Finding, FreeResult, Verification } from './verification.ts'
import { factLines, traceLines } from './verification-head.ts'

/** What every surface shows of a verified file, in its order; an empty part is not shown. */
export interface ShownResult {
  readonly file: Verdict
  readonly content: Verdict
  readonly facts: readonly Label[]
  /** Log, key, positions and digest: for whoever compares them. */
  readonly trace: readonly Label[]
  readonly findings: readonly ShownFinding[]
  readonly claims: readonly ShownClaim[]
  readonly free: readonly ShownSentence[]
}

interface ShownFinding extends Finding {
  readonly mark: string
}

interface ShownClaim extends Pick<ClaimResult, 'claim' | 'text' | 'sentence' | 'behind'> {
  readonly state: ContentState
  /** What was computed: `188`, `188 / 219` beside the year before; `—`: no number is behind it. */
  readonly recomputed: string
}

/** A sentence that nothing proves, with what it says. */
interface ShownSentence {
  readonly sentence: string
  readonly words: string
  /** Null where nobody accepted it by name. */
  readonly accepted: Label | null
}

/** Titles of the parts, and heads of the table of claims. */
export const resultWords = {
  trace: { zh: '日志、公钥与摘要', en: 'Log, key and digest' },
  findings: { zh: '核验中发现', en: 'What was found' },
  claims: { zh: '逐处表述', en: 'Claim by claim' },
  free: { zh: '没有依据的文字', en: 'Without support' },
  verdict: { zh: '结论', en: 'Verdict' },
  claim: { zh: '表述', en: 'Claim' },
  recomputed: { zh: '重新计算', en: 'Computed again' },
} satisfies { readonly [part: string]: Label }

/** A verification as it is shown: what is wrong comes first in each part. */
export function shownResult(found: Verification): ShownResult {
  const { file, content } = verdictsOf(found)
  const isBroken = ({ weight }: Finding) => weight === 'broken'
  return {
    file,
    content,
    facts: factLines(found),
    trace: traceLines(found),
    findings: [
      ...found.findings.filter(isBroken),
      ...found.findings.filter((one) => !isBroken(one)),
    ].map((one) => ({ ...one, mark: isBroken(one) ? '✗' : '·' })),
    claims: byConcern(found.claims).map((one) => ({
      claim: one.claim,
      text: one.text,
      sentence: one.sentence,
      behind: one.behind,
      recomputed: recomputedText(one),
      state: stateOf(one),
    })),
    free: bySentence(found.free),
  }
}

function recomputedText({ recomputed, lastYear }: ClaimResult): string {
  if (recomputed === null) return '—'
  return lastYear === undefined ? `${recomputed}` : `${recomputed} / ${lastYear}`
}

function bySentence(free: readonly FreeResult[]): ShownSentence[] {
  const sentences = new Map<string, FreeResult[]>()
  for (const one of free) sentences.set(one.sentence, [...(sentences.get(one.sentence) ?? []), one])
  return [...sentences].map(([sentence, all]) => ({
    sentence,
    words: [...new Set(all.map(({ words }) => words))].join('、'),
    accepted: all.every(({ isAccepted }) => isAccepted) ? byName : null,
  }))
}

const byName: Label = { zh: '签发前已署名确认', en: 'accepted by name before it was signed' }
