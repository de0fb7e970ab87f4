import type { Label } from '../../ledger/label.ts'
import { toBase64 } from '../../log/base64.ts'
import { parseCheckpoint } from '../../log/checkpoint.ts'
import { parseNote } from '../../log/signed-note.ts'
import type { Evidence, SealedReport } from '../evidence/evidence.ts'
import { leftOutText } from '../left-out.ts'
import { contentCounts, countsLine, stateOf } from './content-states.ts'
import type { ClaimResult, ClaimVerdictKind, FreeResult, SignedBy } from './verification.ts'
import { signedLines } from './verification-head.ts'

/** The annex of a sealed report: what a reader of the paper sees of the evidence. */
export interface Annex {
  readonly title: string
  /** Where the proof is found, with a code of it that a camera reads. */
  readonly address: string
  readonly paragraphs: readonly string[]
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly overrides: readonly string[]
}

/** Verdicts as the annex said them before `annex: 2`; those of `contentStates` are said since. */
const verdictWords: { readonly [verdict in ClaimVerdictKind]: Label } = {
  proved: { zh: '已证明', en: 'Proved' },
  atLeast: { zh: '至少如此', en: 'At least' },
  attested: { zh: '由人确认', en: 'Attested' },
  contradicted: { zh: '与台账不符', en: 'Contradicted' },
  changed: { zh: '已被改动', en: 'Changed' },
  missing: { zh: '缺失', en: 'Missing' },
}

/** Characters of a claim's words that the annex repeats. */
const wordsMax = 40

/** What stands above the annex; a report itself never has this line. */
export const annexTitle = '附：核验说明'

/** What the sender wrote: the annex is worded alike in every report, and is no part of it. */
export function beforeAnnex(text: string): string {
  const at = text.lastIndexOf(annexTitle)
  return at === -1 ? text : text.slice(0, at)
}

/**
 * The annex of evidence `v: 1`. Files that were sent are compared with it for years: another
 * wording needs another `annex` in the evidence, and those there are stay.
 * It is made from what is sealed and how its claims were judged. It says nothing of its own: a
 * verifier writes it again and compares. `digest` is that of the frozen report.
 */
export function annexOf(
  { document, evidence, signing }: SealedReport,
  judged: {
    readonly claims: readonly ClaimResult[]
    readonly signed: SignedBy | null
    readonly digest: string
  },
): Annex {
  const { digest, claims } = judged
  const frozenAt = positionOf(evidence.checkpoint)
  const provedAt = signing && positionOf(signing.checkpoint)
  const { corrects, organisation } = evidence
  const isFirst = evidence.annex === undefined
  const counts = contentCounts({
    claims,
    free: statedOf(document),
    notMentioned: document.notMentioned ?? [],
  })
  const { origin } = organisation
  return {
    title: annexTitle,
    address: proofAddress(evidence.page, { origin, digest, ...(provedAt ?? frozenAt) }),
    paragraphs: [
      signing
        ? '本报告附有证据，可以离线核验：数字由所附记录重新计算，文字与签发时逐段比对。'
        : '本稿未签发，所附证据只供核对。',
      ...(isFirst ? [] : [`${countsLine(counts).zh}。文件是否被改动，以核验为准`]),
      ...(corrects ? [`更正此前签发的报告：${corrects.title}，其摘要：${corrects.digest}`] : []),
      `日志：${origin}`,
      `证据截至检查点：${frozenAt.size}条，根 ${frozenAt.root}`,
      ...signerLines(judged.signed, evidence.annex),
      ...(provedAt ? [`签发载于检查点：${provedAt.size}条，根 ${provedAt.root}`] : []),
      `报告摘要（SHA-256）：${digest}`,
      ...notMentionedLines(document),
    ],
    header: ['序号', '表述', '台账', '核验结论'],
    rows: claims.map((claim, at) => [
      String(at + 1),
      shortened(wordsOf(claim, evidence)),
      String(claim.recomputed ?? claim.stated ?? '—'),
      `${isFirst ? verdictWords[claim.verdict].zh : markedState(claim)}${noteOf(claim, document)}`,
    ]),
    overrides: overrideLines(document, claims, evidence),
  }
}

/** Who signed, and who reviewed since `annex: 3`. */
function signerLines(signed: SignedBy | null, wording: Evidence['annex']): string[] {
  if (signed === null) return []
  return wording === 3 ? signedLines(signed).map(({ zh }) => zh) : [signed.sentence.zh]
}

/** As many as were accepted by name when it was signed: a later reader may find others. */
function statedOf({ stated = [] }: SealedReport['document']): FreeResult[] {
  return stated.flatMap(({ sentence, count }) =>
    Array<FreeResult>(count).fill({ words: sentence, sentence, isAccepted: true }),
  )
}

function markedState(claim: ClaimResult): string {
  const { mark, label } = stateOf(claim)
  return `${mark} ${label.zh}`
}

/** What the report leaves out; nothing where nobody looked, as before 2026-12. */
function notMentionedLines({ notMentioned = [] }: SealedReport['document']): string[] {
  if (notMentioned.length === 0) return []
  const lines = notMentioned.map((one, at) => `${at + 1}. ${leftOutText(one).zh}`)
  return [`台账已有而报告未提及的事项共${notMentioned.length}项：`, ...lines]
}

/** Without a page of its own the address still says which log, which position, which report. */
const pageless = 'taizhang:verify'

/**
 * Address of the verify page with what is to be looked for: log, size, root, report. It stands
 * after `#`, so that no server learns what is being verified.
 */
export function proofAddress(
  page: string | null,
  proof: {
    readonly origin: string
    readonly size: number
    readonly root: string
    readonly digest: string
  },
): string {
  const { origin, size, root, digest } = proof
  const parts = [
    ['log', origin],
    ['size', String(size)],
    ['root', root],
    ['report', digest],
  ]
  const query = parts.map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`)
  return `${page ?? pageless}#${query.join('&')}`
}

function positionOf(note: string): { readonly size: number; readonly root: string } {
  const parsed = parseNote(note)
  const checkpoint = parsed.ok ? parseCheckpoint(parsed.note.text) : parsed
  if (!checkpoint.ok) return { size: 0, root: '' }
  return { size: checkpoint.checkpoint.size, root: toBase64(checkpoint.checkpoint.root) }
}

/** What is to be known beside a claim; absent in documents before 2026-12. */
function noteOf({ claim }: ClaimResult, { claims }: SealedReport['document']): string {
  const note = claims.find(({ id }) => id === claim)?.note?.zh
  return note === undefined ? '' : `（注：${note}）`
}

/** A claim that is nothing but a number says nothing by itself: its figure is named. */
function wordsOf({ text, figure }: ClaimResult, { definitions }: SealedReport['evidence']): string {
  const label = definitions.figures.find(({ id }) => id === figure)?.label.zh
  return label !== undefined && /^[\d.,%]+$/.test(text) ? `${label}：${text}` : text
}

function shortened(text: string): string {
  const plain = text.replace(/\s+/g, ' ')
  const characters = [...plain]
  return characters.length <= wordsMax ? plain : `${characters.slice(0, wordsMax - 1).join('')}…`
}

function overrideLines(
  { claims: all }: SealedReport['document'],
  claims: readonly ClaimResult[],
  { overrides }: SealedReport['evidence'],
): string[] {
  return overrides.map(({ claim, opening }) => {
    const reason = opening.fields.find(({ path }) => path === 'reason')?.value
    const at = claims.findIndex((one) => one.claim === claim)
    const words = all.find(({ id }) => id === claim)?.text ?? ''
    return `例外签认（序号${at + 1}）：${shortened(words)}——${String(reason ?? '')}`
  })
}
