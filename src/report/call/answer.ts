import { periodText } from '../../ledger/day/period.ts'
import type { FigureDefinition } from '../../ledger/figure/figure.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { inlineText } from '../block-text.ts'
import type { Block, ReportDocument } from '../document.ts'
import type { DraftBlock, DraftClaim, DraftInline, DraftTree } from '../draft/draft-tree.ts'
import type { Template } from '../template/template.ts'
import type { ClaimResult } from '../verify/verification.ts'
import type { Call, CallItem } from './call.ts'
import { definitionDigest, linesMax } from './call.ts'

// A line takes a name of a hundred characters and what is answered. How long all of them are,
// whoever asks decided; whoever answers cannot shorten it.
const lineCharactersMax = 250

/** The template of every answer: its words come from the call that it answers. */
export const answerTemplate: Template = {
  id: 'answer',
  label: { zh: '报送任务的答复', en: 'Answer to a call' },
  title: '',
  addressee: null,
  closing: null,
  preamble: null,
  guidance: null,
  charactersMax: linesMax * lineCharactersMax,
  blocks: [],
}

/**
 * An answer as it is begun: a line for each thing asked. A figure of the ledger is a claim, which
 * carries the name of its item; what no figure gives is a place that a person fills in.
 */
export function answerTree(
  call: Call,
  given: {
    readonly sender: string
    readonly organisation: string
    /** Figures that the unit's own pack has and the reader may see. */
    readonly figures: ReadonlySet<string>
  },
): DraftTree {
  const claims: Record<string, DraftClaim> = {}
  const lines = call.items.map((item, at): DraftBlock => {
    const { figure } = item
    const isCounted = figure !== null && given.figures.has(figure)
    if (isCounted) claims[item.item] = { by: 'figure', id: figure, atLeast: false }
    const inlines = isCounted ? countedLine(item, figure) : enteredLine(item)
    return { id: `b${at + 2}`, kind: 'paragraph', runIn: null, inlines }
  })
  const opening = `按照《${call.title}》要求，现将${periodText(call.period).zh}有关情况报告如下：`
  return {
    v: 1,
    title: `${given.organisation}关于${call.title}的报告`,
    addressee: given.sender,
    issuer: '',
    number: '',
    signature: given.organisation,
    date: '',
    attachments: [],
    blocks: [
      { id: 'b1', kind: 'paragraph', runIn: null, inlines: [text(opening)] },
      ...lines,
      { id: `b${lines.length + 2}`, kind: 'paragraph', runIn: null, inlines: [text(closing)] },
    ],
    claims,
  }
}

const closing = '特此报告。'

function countedLine(item: CallItem, figure: string): DraftInline[] {
  return [
    text(`${item.label}：`),
    { kind: 'number', figure, claim: item.item },
    { kind: 'text', text: item.unit ?? '', claim: item.item },
    text('。'),
  ]
}

function enteredLine(item: CallItem): DraftInline[] {
  return [text(`${item.label}：`), { kind: 'blank', claim: null }, text(`${item.unit ?? ''}。`)]
}

function text(words: string): DraftInline {
  return { kind: 'text', text: words, claim: null }
}

/**
 * How far what was collected can be relied on: as the verifier says of a claim; `kept`: let stand
 * with a reason; `entered`: a person wrote it and no figure gives it; `otherwise`: the unit counts
 * by another definition; `digests`: it counts answers of bodies below, of which the receiver has
 * the digests only; `unproved`: it came without evidence; `missing`: nothing was said.
 */
export type CollectedVerdict =
  | 'proved'
  | 'atLeast'
  | 'digests'
  | 'attested'
  | 'kept'
  | 'entered'
  | 'otherwise'
  | 'unproved'
  | 'missing'

/** What an answer says to one thing that was asked. */
export interface CollectedValue {
  readonly item: string
  readonly figure: string | null
  /** Null where it says no number. Missing is not zero. */
  readonly value: number | null
  /** A date, 是 or 否, a choice; null where it is a number or missing. */
  readonly said: string | null
  readonly verdict: CollectedVerdict
  /** What its sender added up of those below it; absent where it passed the call on to nobody. */
  readonly below?: {
    readonly sum: number | null
    readonly answered: number
    readonly missing: number
  }
}

/** What a verified answer says to each thing that its call asked, in that order. */
export function collectedFrom(
  crypto: LogCrypto,
  call: Call,
  answer: {
    readonly blocks: ReportDocument['blocks']
    readonly claims: readonly ClaimResult[]
    /** The definitions that its evidence carries. */
    readonly figures: readonly FigureDefinition[]
  },
): readonly CollectedValue[] {
  return call.items.map((item) => {
    const { item: id, figure } = item
    const claim = answer.claims.find((one) => one.claim === id && one.figure === figure)
    if (figure !== null && claim !== undefined && claim.stated !== null) {
      const { stated: value } = claim
      const verdict = verdictOf(crypto, item, { claim, figures: answer.figures })
      return { item: id, figure, value, said: null, verdict }
    }
    return { item: id, figure, ...enteredIn(item, call.items, answer.blocks) }
  })
}

function verdictOf(
  crypto: LogCrypto,
  item: CallItem,
  given: { readonly claim: ClaimResult; readonly figures: readonly FigureDefinition[] },
): CollectedVerdict {
  const { claim, figures } = given
  if (claim.kept !== null) return 'kept'
  const own = figures.find(({ id }) => id === item.figure)
  if (item.definition !== null && own && definitionDigest(crypto, own) !== item.definition) {
    return 'otherwise'
  }
  switch (claim.verdict) {
    case 'proved':
    case 'atLeast':
    case 'attested':
      return claim.verdict
    default:
      return 'kept'
  }
}

/** What stands behind the label of an item, in a line of its own. */
function enteredIn(
  item: CallItem,
  all: readonly CallItem[],
  blocks: ReportDocument['blocks'],
): Pick<CollectedValue, 'value' | 'said' | 'verdict'> {
  const read = lineOf(item, all, blocks)?.read ?? null
  return read === null
    ? { value: null, said: null, verdict: 'missing' }
    : { ...read, verdict: 'entered' }
}

/** The line of one of all items: where it stands, and what it says; null: there is none. */
export function lineOf(
  item: CallItem,
  all: readonly CallItem[],
  blocks: ReportDocument['blocks'],
): { readonly block: number; readonly read: ReturnType<typeof readCell> } | null {
  const opening = openingOf(item)
  // “会议：其中党委会：3” is no line of “会议”.
  const longer = all.map(openingOf).filter((one) => one !== opening && one.startsWith(opening))
  const block = blocks.findIndex((one) => {
    const words = wordsOf(one)
    return words.startsWith(opening) && !longer.some((other) => words.startsWith(other))
  })
  const line = blocks[block]
  if (line === undefined) return null
  return { block, read: readEntered(item, wordsOf(line).slice(opening.length)) }
}

function openingOf({ label }: CallItem): string {
  return `${label}：`
}

/** What somebody wrote behind a label or into a cell, with or without its unit and a full stop. */
export function readEntered(item: CallItem, words: string): ReturnType<typeof readCell> {
  return readCell(item, strip(words, item.unit))
}

function strip(words: string, unit: string | null): string {
  const bare = words.trim().replace(/[。；;.]$/, '')
  return (unit !== null && bare.endsWith(unit) ? bare.slice(0, -unit.length) : bare).trim()
}

function wordsOf(block: Block): string {
  return block.kind === 'paragraph' ? inlineText(block.inlines) : ''
}

/** A cell as its kind is written; null: it is not, so nothing was said. */
export function readCell(
  { kind, choices }: Pick<CallItem, 'kind' | 'choices'>,
  words: string,
): Pick<CollectedValue, 'value' | 'said'> | null {
  switch (kind) {
    case 'figure':
    case 'number':
      return numberIn(words)
    case 'date':
      return saidOrNull(dayIn(words))
    case 'yesNo':
      return saidOrNull(words === '是' || words === '否' ? words : null)
    case 'choice':
      return saidOrNull(choices.includes(words) ? words : null)
  }
}

/** A number as somebody writes it: 1,234.5 and １２ are numbers; 1e9, about 12 or 3/4 are none. */
function numberIn(words: string): Pick<CollectedValue, 'value' | 'said'> | null {
  const plain = words.normalize('NFKC').replace('−', '-')
  const digits = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain) ? plain.replaceAll(',', '') : plain
  return /^-?\d{1,12}(\.\d{1,4})?$/.test(digits) ? { value: Number(digits), said: null } : null
}

function saidOrNull(said: string | null): Pick<CollectedValue, 'value' | 'said'> | null {
  return said === null ? null : { value: null, said }
}

/** A day as a report writes it (2026年1月5日) or as a sheet does; null: it is none. */
function dayIn(words: string): string | null {
  const found =
    /^(\d{4})年(\d{1,2})月(\d{1,2})日$/.exec(words) ??
    /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(words)
  if (found === null) return null
  const [, year = '', month = '', date = ''] = found
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  const moment = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(day) ? day : null
}
