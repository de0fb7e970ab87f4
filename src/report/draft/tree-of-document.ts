import { durationText } from '../../ledger/fields/duration/duration.ts'
import { moneyText } from '../../ledger/fields/money/money.ts'
import { inlineText } from '../block-text.ts'
import type { Block, Claim, Inline, ReportDocument } from '../document.ts'
import { readReport } from '../read/read-report.ts'
import type { Span } from '../span.ts'
import type { ClaimBasis } from '../template/template.ts'
import type { RecordsTable } from './draft-paper.ts'
import { draftPaperOf } from './draft-paper.ts'
import type { DraftBlock, DraftClaim, DraftInline, DraftTree } from './draft-tree.ts'
import { joined } from './draft-tree.ts'
import { attachmentsAtEnd } from './tree-of-text.ts'

/** The report of a new year as the signed one of an earlier year gives it. */
export interface RenewedDraft {
  readonly tree: DraftTree
  /** How many claims rest on the ledger of the new year from now on. */
  readonly bound: number
  /** Words whose claim could not be taken over: they are plain text, of the old year. */
  readonly released: readonly string[]
}

/** What a signed report is made into. */
export interface Renewal {
  readonly year: number
  readonly signature: string
  /** The tables that its template attaches in the new year, by their titles. */
  readonly annexes: ReadonlyMap<string, RecordsTable>
  /** What the pack of now defines, and the writer may see. */
  readonly knows: (basis: { readonly by: 'figure' | 'duty'; readonly id: string }) => boolean
}

/**
 * The draft of a new year from the document that a signed report carries: its headings and words,
 * its claims bound to the same figures and duties, their numbers places that the ledger fills. What
 * says how one record was (an honour, a problem, a plan) is of the old year and stays plain text.
 * Number, day and 签发人 are those of the new paper.
 */
export function treeOfDocument(document: ReportDocument, renewal: Renewal): RenewedDraft {
  const lines = document.blocks.map((block) =>
    block.kind === 'paragraph' && !block.runIn ? inlineText(block.inlines) : '',
  )
  const attachments = attachmentsAtEnd(lines)
  const body = document.blocks.slice(0, document.blocks.length - attachments.length)
  const renewing = new Renewing(document, renewal)
  const blocks = body.map((block, at) => renewing.block(block, `b${at + 1}`))
  return {
    tree: {
      v: 1,
      title: renewing.moved(document.title, aYear),
      addressee: document.addressee ?? '',
      issuer: '',
      number: '',
      signature: renewal.signature,
      date: '',
      ...attachedAnew(
        attachments.map((name) => renewing.moved(name, aReportYear)),
        renewal,
      ),
      blocks,
      claims: renewing.claims,
    },
    bound: Object.keys(renewing.claims).length,
    released: renewing.released,
  }
}

/** What was attached: a table of the ledger is filled anew, other texts were of their year. */
function attachedAnew(
  attachments: readonly string[],
  { annexes }: Pick<Renewal, 'annexes'>,
): Pick<DraftTree, 'attachments' | 'paper'> {
  if (!attachments.some((name) => annexes.has(name))) return { attachments }
  const attachmentTexts = attachments.map((name) => annexes.get(name) ?? '')
  return { attachments, paper: { ...draftPaperOf({}), attachmentTexts } }
}

const aYear = /(?<!\d)(?:19|20)\d{2}(?=年)/g
/** In words that nobody bound a year may be that of an event: only these move on. */
const aReportYear = /(?<!\d)(?:19|20)\d{2}(?=年度)/g

class Renewing {
  readonly claims: Record<string, DraftClaim> = {}
  readonly released: string[] = []
  readonly #by: number
  readonly #claims: ReadonlyMap<string, Claim>
  readonly #renewal: Renewal

  constructor(document: ReportDocument, renewal: Renewal) {
    this.#by = renewal.year - document.year
    this.#renewal = renewal
    this.#claims = new Map(document.claims.map((claim) => [claim.id, claim]))
    for (const claim of document.claims) {
      const binding = this.#binding(claim)
      if (binding) this.claims[claim.id] = binding
      else this.released.push(claim.text)
    }
  }

  block(block: Block, id: string): DraftBlock {
    switch (block.kind) {
      case 'heading':
        return { id, kind: 'heading', level: block.level, inlines: this.#inlines(block.inlines) }
      case 'paragraph': {
        const runIn = block.runIn ? this.#inlines(block.runIn.inlines) : null
        return { id, kind: 'paragraph', runIn, inlines: this.#inlines(block.inlines) }
      }
      case 'table':
        return { id, kind: 'table', rows: [block.header, ...block.rows] }
    }
  }

  /** The same words, with years as many on as the report is. Names of documents keep theirs. */
  moved(text: string, years: RegExp): string {
    return text
      .split(/(〔[^〔〕\n]{0,40}〕|《[^《》\n]{0,200}》)/)
      .map((part, at) =>
        at % 2 === 1 ? part : part.replace(years, (year) => String(Number(year) + this.#by)),
      )
      .join('')
  }

  #inlines(inlines: readonly Inline[]): DraftInline[] {
    return joined(
      inlines.flatMap((inline): DraftInline[] => {
        const claim = inline.kind === 'claim' ? this.#claims.get(inline.claim) : undefined
        if (claim === undefined || this.claims[claim.id] === undefined) {
          return [{ kind: 'text', text: this.moved(inline.text, aReportYear), claim: null }]
        }
        return this.#bound(inline.text, claim)
      }),
    )
  }

  #bound(text: string, { id, figure, stated }: Claim): DraftInline[] {
    const words = (part: string): DraftInline => ({
      kind: 'text',
      text: this.moved(part, aYear),
      claim: id,
    })
    const number = stated === null || figure === null ? null : placeOf(stated, text)
    if (number === null || figure === null) return [words(text)]
    return [
      words(text.slice(0, number.start)),
      { kind: 'number', figure, claim: id },
      words(text.slice(number.end)),
    ]
  }

  #binding(claim: Claim): DraftClaim | null {
    const basis = basisOf(claim)
    if (basis === null) return null
    const isDuty = basis.by === 'duty' || basis.by === 'everyone'
    if (!this.#renewal.knows({ by: isDuty ? 'duty' : 'figure', id: basis.id })) return null
    const hasOwnNumber = basis.by === 'figure' || basis.by === 'everyone'
    if (hasOwnNumber && claim.figure !== null) {
      if (!this.#renewal.knows({ by: 'figure', id: claim.figure })) return null
    } else if (/\d/.test(claim.text.replace(aYear, ''))) {
      // A number in it was filled in from somewhere that the document does not name.
      return null
    }
    const atLeast = readReport(claim.text).claims.some(
      ({ quantity }) => quantity?.value === claim.stated && quantity?.comparator === '>=',
    )
    return { ...basis, atLeast }
  }
}

/** What a claim of a document rests on; null where it was written from one record. */
function basisOf({ kind, figure, duty }: Claim): { by: ClaimBasis; id: string } | null {
  if (duty !== null) return { by: kind === 'everyone' && figure ? 'everyone' : 'duty', id: duty }
  if (figure === null) return null
  switch (kind) {
    case 'count':
      return { by: 'figure', id: figure }
    case 'list':
      return { by: 'exists', id: figure }
    case 'compare':
    case 'event':
    case 'plan':
      return { by: kind, id: figure }
    case 'none':
    case 'everyone':
    case 'problem':
      return null
  }
}

/** Where words print a number as `numberText` does; null where they do not. */
function placeOf(number: number, text: string): Span | null {
  const printed = [
    `${number}%`,
    moneyText(Math.round(number * 100), 'zh'),
    durationText(number, 'zh'),
  ]
  for (const one of [...printed, `${number}`]) {
    for (let start = text.indexOf(one); start >= 0; start = text.indexOf(one, start + 1)) {
      const end = start + one.length
      const isWhole = !/[\d.]/.test(text[start - 1] ?? '') && !/^(\d|[.,]\d)/.test(text.slice(end))
      if (isWhole) return { start, end }
    }
  }
  return null
}
