import type { Label } from '../../ledger/label.ts'
import type { Claim, ClaimState, ReportDocument } from '../document.ts'
import { figureProposer } from '../read/propose-figure.ts'
import type { FigureWording } from '../read/wording.ts'
import { readReport } from '../read/read-report.ts'
import type { ReadClaim } from '../read/reading.ts'
import type { Finding } from './finding.ts'
import { checkForm } from './form.ts'
import type { FormRules } from './form.ts'
import { textOf } from './form-text.ts'

/** A claim that the first responsible person let stand: these words, found like this. */
export interface Overridden {
  readonly claim: string
  readonly words: string
  readonly state: ClaimState
}

/** What a draft is finalised by. */
export interface FinalRules extends FormRules {
  readonly overridden: readonly Overridden[]
  readonly wordings: readonly FigureWording[]
}

/**
 * Everything between a draft and its signature, in the order of weight. A blank blocks always;
 * what the ledger does not support blocks unless it was overridden as it stands; counts that nobody
 * bound are listed.
 */
export function findingsOf(document: ReportDocument, rules: FinalRules): readonly Finding[] {
  const claims = document.claims.flatMap((claim) => claimFinding(claim, rules.overridden))
  return [...claims, ...checkForm(document, rules), ...unboundIn(document, rules.wordings)].sort(
    (a, b) => weights.indexOf(a.weight) - weights.indexOf(b.weight),
  )
}

const weights: readonly Finding['weight'][] = ['blocks', 'override', 'notice']

/** Whether a report with these findings may be signed. */
export function mayBeSigned(findings: readonly Finding[]): boolean {
  return findings.every((one) => one.weight === 'notice')
}

/** Whether somebody let this claim stand as it is now. */
export function isOverridden(claim: Claim, overridden: readonly Overridden[]): boolean {
  return overridden.some(
    (one) => one.claim === claim.id && one.words === claim.text && one.state === claim.state,
  )
}

function claimFinding(claim: Claim, overridden: readonly Overridden[]): Finding[] {
  const at = ['claims', claim.id]
  switch (claim.state) {
    case 'supported':
      return []
    case 'blank': {
      const text = about(claim, claim.reason)
      return [{ code: 'report.blank', weight: 'blocks', at, text, hint: says.blank }]
    }
    case 'unbound': {
      const text = about(claim, claim.reason)
      return [{ code: 'report.unbound', weight: 'notice', at, text, hint: says.unbound }]
    }
    case 'contradicted':
    case 'awaiting':
    case 'unsupported': {
      const stands = isOverridden(claim, overridden)
      const weight = stands ? 'notice' : 'override'
      const code = stands ? 'report.overridden' : (`report.${claim.state}` as const)
      const hint = stands ? says.overridden : says[claim.state]
      return [{ code, weight, at, text: about(claim, claim.reason), hint }]
    }
  }
}

function about({ text }: Pick<Claim, 'text'>, reason: Label): Label {
  return { zh: `“${text}”：${reason.zh}。`, en: `“${text}”: ${reason.en}.` }
}

/** So many counts get a proposal; nobody reads on, and each is weighed against all figures. */
const proposedMax = 500

/** Counts and blanks that stand in the text and are bound to nothing, block by block. */
function unboundIn(document: ReportDocument, wordings: readonly FigureWording[]): Finding[] {
  const propose = figureProposer(wordings)
  let proposed = 0
  return document.blocks.flatMap((block, index) => {
    if (block.kind === 'table') return []
    const text = textOf(block)
    const reading = readReport(text)
    const bound = boundSpans(block)
    return reading.claims
      .filter((one) => one.kind === 'count' && one.quantity !== null)
      .filter((one) => !bound.some((span) => one.start < span.end && span.start < one.end))
      .map((one) => {
        const figure = proposed++ < proposedMax ? propose(text, one, reading.outline) : null
        return freeFinding(one, { index, proposed: named(figure, wordings) })
      })
  })
}

function named(id: string | null, wordings: readonly FigureWording[]): Label | null {
  return wordings.find((one) => one.figureId === id)?.label ?? null
}

function freeFinding(
  claim: ReadClaim,
  { index, proposed }: { index: number; proposed: Label | null },
): Finding {
  const at = ['blocks', index, claim.start]
  if (claim.state === 'blank') {
    const text = { zh: `“${claim.text}”还空着。`, en: `“${claim.text}” is still blank.` }
    return { code: 'report.blank', weight: 'blocks', at, text, hint: says.blank }
  }
  const text = {
    zh: `“${claim.text}”没有与数据项关联${proposed ? `，可关联“${proposed.zh}”` : ''}。`,
    en: `“${claim.text}” is bound to no figure${proposed ? `; “${proposed.en}” would fit` : ''}.`,
  }
  return { code: 'report.unbound', weight: 'notice', at, text, hint: says.unbound }
}

/** Where bound words lie in the text of a block, as `textOf` writes it. */
function boundSpans(block: Exclude<ReportDocument['blocks'][number], { kind: 'table' }>) {
  const runIn = block.kind === 'paragraph' ? block.runIn : undefined
  const marker = block.kind === 'heading' ? block.marker : (runIn?.marker ?? '')
  const spans: { start: number; end: number }[] = []
  let at = marker.length
  for (const inline of [...(runIn?.inlines ?? []), ...block.inlines]) {
    const end = at + inline.text.length
    if (inline.kind === 'claim') spans.push({ start: at, end })
    at = end
  }
  return spans
}

const says = {
  blank: {
    zh: '登记相应记录、填写数字，或删去这句话；空着不能定稿。',
    en: 'Record the fact, fill it in or delete the sentence; a blank cannot be final.',
  },
  unbound: {
    zh: '可关联数据项，让数字由台账给出；不关联也可以定稿。',
    en: 'Bind it to a figure and the ledger fills it in; it may also stay as it is.',
  },
  contradicted: {
    zh: '改正文字或补正记录；确需保留的，由第一责任人说明理由。',
    en: 'Mend the words or the records, or the first responsible person gives a reason.',
  },
  awaiting: {
    zh: '请责任人作出书面确认；确需保留的，由第一责任人说明理由。',
    en: 'Whoever is named attests it, or the first responsible person gives a reason.',
  },
  unsupported: {
    zh: '登记相应记录或删去这句话；确需保留的，由第一责任人说明理由。',
    en: 'Record it, delete the sentence, or the first responsible person gives a reason.',
  },
  overridden: {
    zh: '已由第一责任人说明理由，附件中如实列出。',
    en: 'The first responsible person gave a reason; the annex prints it.',
  },
}
