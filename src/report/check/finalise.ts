import type { Place } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import { blockText } from '../block-text.ts'
import type { CallItem } from '../call/call.ts'
import type { Claim, ClaimState, ReportDocument } from '../document.ts'
import { figureProposer } from '../propose/propose-figure.ts'
import type { FigureWording } from '../propose/wording.ts'
import { readReport } from '../read/read-report.ts'
import type { OutlineItem } from '../read/reading.ts'
import { statedNumbers } from '../read/stated-numbers.ts'
import type { Span } from '../span.ts'
import { checkAskedLines } from './asked-lines.ts'
import type { Finding } from './finding.ts'
import type { FormRules } from './form.ts'
import { checkForm } from './form.ts'
import type { FreeStatement } from './free-statements.ts'
import { boundSpans, freeStatements, isAccepted } from './free-statements.ts'
import { blankMark } from './number-text.ts'
import type { SaidAt } from './said-where.ts'
import { saidWhere } from './said-where.ts'

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
  /** Blocks with a place outside any claim that is still to be written; absent: none. */
  readonly unwritten?: readonly number[]
  /** What the call asks that it answers; absent: it answers none. */
  readonly asked?: readonly CallItem[]
}

/**
 * Everything between a draft and its signature, in the order of weight. A blank blocks always;
 * what the ledger does not support blocks unless it was overridden as it stands; what is bound to
 * nothing blocks unless its sentence was accepted by name.
 */
export function findingsOf(document: ReportDocument, rules: FinalRules): readonly Finding[] {
  const claims = document.claims.flatMap((claim) => claimFinding(claim, { document, rules }))
  const free = freeIn(document, rules.wordings)
  const blank = blocksOf(free.filter(({ code }) => code === 'report.blank'))
  const asked = checkAskedLines(document, rules.asked ?? []).filter(
    (one) => !blocksOf([one]).some((block) => blank.includes(block)),
  )
  const unwritten = unwrittenIn(document, rules, [...blank, ...blocksOf(asked)])
  return [...claims, ...checkForm(document, rules), ...free, ...asked, ...unwritten].sort(
    (a, b) => weights.indexOf(a.weight) - weights.indexOf(b.weight),
  )
}

const weights: readonly Finding['weight'][] = ['blocks', 'override', 'accept', 'notice']

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

/** Claims that hold only if the first responsible person lets them stand, and nobody has yet. */
export function undecidedIn(
  { claims }: Pick<ReportDocument, 'claims'>,
  overridden: readonly Overridden[],
): readonly Claim[] {
  return claims.filter((one) => mayBeLetStand(one.state) && !isOverridden(one, overridden))
}

/** Whether a claim in this state can be let stand with a reason. */
export function mayBeLetStand(state: ClaimState): boolean {
  switch (state) {
    case 'contradicted':
    case 'awaiting':
    case 'unsupported':
      return true
    case 'supported':
    case 'blank':
    case 'unbound':
      return false
  }
}

function claimFinding(
  claim: Claim,
  {
    document,
    rules: { overridden },
  }: { readonly document: ReportDocument; readonly rules: Pick<FinalRules, 'overridden'> },
): Finding[] {
  const at = ['claims', claim.id]
  switch (claim.state) {
    case 'supported':
      return numbersBeside(claim)
    case 'blank': {
      const text = about(claimWhere(claim, document), claim.reason)
      return [{ code: 'report.blank', weight: 'blocks', at, text, hint: says.blank }]
    }
    case 'unbound': {
      const text = about(quoted(claim), claim.reason)
      return [{ code: 'report.unbound', weight: 'blocks', at, text, hint: says.unbound }]
    }
    case 'contradicted':
    case 'awaiting':
    case 'unsupported': {
      const stands = isOverridden(claim, overridden)
      const weight = stands ? 'notice' : 'override'
      const code = stands ? 'report.overridden' : (`report.${claim.state}` as const)
      const hint = stands ? says.overridden : says[claim.state]
      return [{ code, weight, at, text: about(quoted(claim), claim.reason), hint }]
    }
  }
}

/**
 * Numbers in words bound to a figure that are not the one it answers for, as of a sentence that
 * somebody wrote on within it: whoever verifies is told that they were not computed again. A
 * comparison says last year's as well.
 */
function numbersBeside(claim: Claim): Finding[] {
  const { id, kind, figure, text: words, stated, ledger } = claim
  if (figure === null || kind === 'compare') return []
  const others = statedNumbers(words).filter(({ value }) => value !== stated && value !== ledger)
  if (others.length === 0) return []
  const numbers = others.map(({ value }) => value)
  const text = {
    zh: `“${words}”里另有数字（${numbers.join('、')}），不是所关联数据项的数，没有依据。`,
    en: `“${words}” says more numbers (${numbers.join(', ')}) than its figure answers for.`,
  }
  const at = ['claims', id]
  return [{ code: 'report.numbers-beside', weight: 'notice', at, text, hint: says.beside }]
}

function about(what: Label, reason: Label): Label {
  return { zh: `${what.zh}：${reason.zh}。`, en: `${what.en}: ${reason.en}.` }
}

function quoted({ text }: Pick<Claim, 'text'>): Label {
  return { zh: `“${text}”`, en: `“${text}”` }
}

/** A claim by the place of its first words; one that the text does not show, by those it has. */
function claimWhere(claim: Claim, document: ReportDocument): Label {
  for (const [block, one] of document.blocks.entries()) {
    const span = boundSpans(one).find((bound) => bound.claim === claim.id)
    if (span) return saidWhere(document, { block, start: span.start, end: span.end })
  }
  return quoted(claim)
}

/** So many counts get a proposal; nobody reads on, and each is weighed against all figures. */
const proposedMax = 500

/** The outline of a block's text, read once: a run-in heading says what its paragraph is about. */
function outlinesIn({ blocks }: ReportDocument): (block: number) => readonly OutlineItem[] {
  const known = new Map<number, readonly OutlineItem[]>()
  return (index) => {
    const block = blocks[index]
    const outline = known.get(index) ?? (block ? readReport(blockText(block)).outline : [])
    known.set(index, outline)
    return outline
  }
}

/** Blanks, numbers, assertions and foreign years that stand in no claim, in the text's order. */
function freeIn(document: ReportDocument, wordings: readonly FigureWording[]): Finding[] {
  const propose = figureProposer(wordings)
  const outlineOf = outlinesIn(document)
  let proposed = 0
  return freeStatements(document).map((one) => {
    if (one.read?.state === 'blank') return blankFinding(one, document)
    if (isAccepted(one, document)) return acceptedFinding(one)
    const isCount = one.read?.kind === 'count' && one.block !== null
    const block = one.block === null ? undefined : document.blocks[one.block]
    const figure =
      isCount && one.read && block && proposed++ < proposedMax
        ? propose(blockText(block), one.read, outlineOf(one.block ?? 0))
        : null
    return freeFinding(one, wordings.find(({ figureId }) => figureId === figure)?.label ?? null)
  })
}

function blocksOf(findings: readonly Finding[]): readonly Place[number][] {
  return findings.flatMap(({ at: [part, index = ''] }) => (part === 'blocks' ? [index] : []))
}

/** Places still to be written in blocks of which nothing was found yet. */
function unwrittenIn(
  document: ReportDocument,
  { unwritten = [] }: FinalRules,
  found: readonly Place[number][],
): Finding[] {
  return unwritten
    .filter((index) => !found.includes(index))
    .map((index) => {
      const text = stillBlank(saidWhere(document, { block: index, ...firstBlank(document, index) }))
      return {
        code: 'report.blank',
        weight: 'blocks',
        at: ['blocks', index],
        text,
        hint: says.blank,
      }
    })
}

/** The first place of a block that is still to be written and stands in no claim. */
function firstBlank({ blocks }: ReportDocument, index: number): Span {
  const block = blocks[index]
  const text = block ? blockText(block) : ''
  const bound = block ? boundSpans(block) : []
  let start = text.indexOf(blankMark)
  while (bound.some((span) => span.start <= start && start < span.end)) {
    start = text.indexOf(blankMark, start + 1)
  }
  return start < 0 ? { start: 0, end: 0 } : { start, end: start + blankMark.length }
}

function blankFinding(one: FreeStatement, document: ReportDocument): Finding {
  const { at, words } = one
  const text = stillBlank(saidWhere(document, saidAt(one)))
  return { code: 'report.blank', weight: 'blocks', at, words, text, hint: says.blank }
}

function saidAt({ at, words }: FreeStatement): SaidAt {
  const [part, ...place] = at
  const [start = 0, block = 0, attachment = 0] = place.map(Number).toReversed()
  const span = { block, start, end: start + words.length }
  return part === 'attachments' ? { ...span, attachment } : span
}

function stillBlank(what: Label): Label {
  return { zh: `${what.zh}还空着。`, en: `${what.en} is still blank.` }
}

function acceptedFinding({ at, words }: FreeStatement): Finding {
  const text = {
    zh: `“${words}”没有依据，已署名确认。`,
    en: `“${words}” has no support; somebody accepted it by name.`,
  }
  return { code: 'report.stated', weight: 'notice', at, words, text, hint: says.stated }
}

function freeFinding(one: FreeStatement, proposed: Label | null): Finding {
  const { at, words } = one
  if (one.kind === 'year') {
    const text = {
      zh: `“${words}”不是本报告的年度。`,
      en: `“${words}” is another year than the report’s.`,
    }
    return { code: 'report.year', weight: 'accept', at, words, text, hint: says.year }
  }
  const text = {
    zh: `“${words}”没有关联${proposed ? `，可关联“${proposed.zh}”` : ''}。`,
    en: `“${words}” is bound to nothing${proposed ? `; “${proposed.en}” would fit` : ''}.`,
  }
  return { code: 'report.unbound', weight: 'accept', at, words, text, hint: says.free }
}

const says = {
  blank: {
    zh: '登记相应记录、填写数字，或删去这句话；空着不能定稿。',
    en: 'Record the fact, fill it in or delete the sentence; a blank cannot be final.',
  },
  // What names no definition cannot be judged by whoever verifies.
  unbound: {
    zh: '所关联的数据项或责任事项已不存在，请另选或解除关联。',
    en: 'What it is bound to is not there any more: bind it to another, or unbind it.',
  },
  free: {
    zh: '关联数据项、改写或删去；确需保留的，由本人署名确认，核验时列为“没有依据”。',
    en: 'Bind it, reword it or take it out; or accept it by name: readers see it without support.',
  },
  beside: {
    zh: '把它移出这处已关联的文字，另行关联或署名确认；留着的，核验时会指出它没有重新计算。',
    en: 'Take it out of the words that are bound and bind it by itself, or accept it by name; left there, readers are told that it was not computed again.',
  },
  year: {
    zh: '改为本年度；确属往年情况的，由本人署名确认。',
    en: 'Mend the year, or accept it by name where another year is meant.',
  },
  stated: {
    zh: '核验时列为“没有依据”，由签发人负责。',
    en: 'Readers see it without support; the signer answers for it.',
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
