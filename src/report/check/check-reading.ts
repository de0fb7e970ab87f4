import type { Label } from '../../ledger/label.ts'
import type { ClaimKind, ClaimState } from '../document.ts'
import type { Proposal } from '../propose/proposal.ts'
import type { ReadClaim, Reading } from '../read/reading.ts'
import type { CarriedClaim, CarriedReport, TaggedSpan } from './carried-claim.ts'
import { claimOfTag } from './carried-claim.ts'
import { settlerOf } from './settle-as-before.ts'
import type { ClaimsAround, LedgerSources } from './settle-proposal.ts'
import { numberIn, settleProposal } from './settle-proposal.ts'
import { settleSaid } from './settle-said.ts'
import type { SpanIndex } from './span-index.ts'
import { spanIndex } from './span-index.ts'

/** What a read text is held against. */
export interface CheckSources extends LedgerSources {
  /** Log index of a live record's newest entry; null where it is void or gone. */
  recordEntry(id: string): number | null
  /** What the wording of an unmarked claim most likely rests on; null when unsure. */
  propose(claim: ReadClaim): Proposal | null
}

/** What a file carries beside its text; plain text carries nothing. */
export interface Carried {
  readonly spans: readonly TaggedSpan[]
  readonly carried: CarriedReport | null
}

/** A claim of a text with what the ledger has for it. */
export interface CheckedClaim {
  readonly id: string
  readonly section: string | null
  readonly kind: ClaimKind
  readonly text: string
  readonly start: number
  readonly end: number
  readonly quantity: ReadClaim['quantity']
  readonly state: ClaimState
  readonly reason: Label
  readonly figure: string | null
  readonly duty: string | null
  readonly ledger: number | null
  readonly records: readonly string[]
  /** The figure that its words most likely mean, whatever number they state; null: none. */
  readonly likely: string | null
  /** The state that the file carries; null where it carries none. */
  readonly carried: ClaimState | null
}

/** How many claims of each kind are bound to nothing; kinds without any are absent. */
export type UnboundByKind = { readonly [Kind in ClaimKind]?: number }

/** A reading held against the ledger. */
export interface CheckedReading extends Omit<Reading, 'claims' | 'deeds' | 'summary'> {
  readonly claims: readonly CheckedClaim[]
  readonly summary: {
    readonly blank: number
    readonly contradicted: number
    /** Claims that no longer stand as the file says they do. */
    readonly changed: number
    /** Claims bound to nothing, of which the ledger says neither yes nor no: by kind, and all. */
    readonly unbound: { readonly all: number; readonly byKind: UnboundByKind }
  }
  /**
   * Text and ledger agree: nothing contradicts that the file does not already own up to. Of what
   * is bound to nothing it says nothing.
   */
  readonly holds: boolean
}

/**
 * Holds a text against the ledger. Claims that the file marks are held against what they name;
 * others against what their wording proposes. Of a marked claim that the words no longer show
 * (somebody deleted the number) nothing is assumed: it turns contradicted. In steps: a text may
 * hold thousands of claims.
 */
export function* checkReading(
  { deeds, ...reading }: Reading,
  sources: CheckSources,
  carried: Carried = { spans: [], carried: null },
): Generator<undefined, CheckedReading> {
  const known = knownIn(reading, carried)
  const held: CheckedClaim[] = []
  for (const span of carried.spans) {
    for (const claim of markedClaim(span, known, sources)) held.push(claim)
    yield
  }
  const controls = spanIndex(carried.spans)
  for (const claim of [...reading.claims, ...deeds]) {
    if (!controls.touches(claim)) held.push(freeClaim(claim, known, sources))
    yield
  }
  const claims = held.toSorted((a, b) => a.start - b.start || a.end - b.end)
  const count = (state: ClaimState) => claims.filter((claim) => claim.state === state).length
  const changed = claims.filter((claim) => claim.carried && claim.carried !== claim.state).length
  const denied = claims.filter((claim) => !claim.carried && claim.state === 'contradicted').length
  const [blank, contradicted] = [count('blank'), count('contradicted')]
  return {
    ...reading,
    claims,
    summary: { blank, contradicted, changed, unbound: byKindOf(unboundIn(claims)) },
    holds: changed === 0 && denied === 0,
  }
}

/**
 * The assertions that nothing of the ledger bears on, each once: a number within a wider one
 * (较上年减少34件) is part of that, and a problem told in one clause is what its number counts (有2项没有
 * 按时完成) or the event that it tells (…的问题已于6月25日销号).
 */
export function unboundIn(claims: readonly CheckedClaim[]): readonly CheckedClaim[] {
  const wider = spanIndex(claims.filter(({ kind }) => kind !== 'count'))
  const told = spanIndex(claims.filter(tellsProblem))
  return claims.filter((claim) => {
    if (claim.state !== 'unbound') return false
    if (claim.kind === 'count') return !wider.touches(claim)
    return claim.kind !== 'problem' || !isOneClause(claim.text) || !told.touches(claim)
  })
}

function tellsProblem({ kind, state, duty }: CheckedClaim): boolean {
  return state !== 'unbound' && (kind === 'event' || (kind === 'count' && duty !== null))
}

function isOneClause(text: string): boolean {
  return !/[，；。]/.test(text)
}

function byKindOf(claims: readonly CheckedClaim[]): CheckedReading['summary']['unbound'] {
  const byKind: { [Kind in ClaimKind]?: number } = {}
  for (const { kind } of claims) byKind[kind] = (byKind[kind] ?? 0) + 1
  return { all: claims.length, byKind }
}

/** A reading and what the file carries, ordered so that each claim finds its own at once. */
interface Known extends ClaimsAround {
  readonly claims: SpanIndex<ReadClaim>
  readonly carried: CarriedReport | null
  readonly named: ReadonlyMap<string, CarriedClaim>
  readonly controls: ReadonlyMap<string, readonly TaggedSpan[]>
}

function knownIn({ claims }: Pick<Reading, 'claims'>, { spans, carried }: Carried): Known {
  const named = new Map<string, CarriedClaim>()
  for (const one of carried?.claims ?? []) if (!named.has(one.id)) named.set(one.id, one)
  const controls = new Map<string, TaggedSpan[]>()
  for (const span of spans) {
    const own = controls.get(span.tag)
    if (own) own.push(span)
    else controls.set(span.tag, [span])
  }
  return {
    claims: spanIndex(claims),
    counts: spanIndex(claims.filter(({ quantity }) => quantity !== null)),
    // 下半年以来 looks back.
    plans: spanIndex(
      claims.filter(({ kind, text }) => kind === 'plan' && !text.startsWith('下半年以来')),
    ),
    carried,
    named,
    controls,
  }
}

function freeClaim(claim: ReadClaim, known: Known, sources: CheckSources): CheckedClaim {
  const proposal = sources.propose(claim)
  const verdict = settleProposal(claim, proposal, { around: known, sources })
  const isBound = verdict.state !== 'unbound'
  const named = isBound ? proposal : null
  const likely =
    proposal === null || proposal.by === 'record' || proposal.by === 'duty' ? null : proposal.id
  return {
    ...claim,
    ...verdict,
    figure: isBound ? likely : null,
    likely,
    duty: named?.by === 'duty' ? named.id : (verdict.duty ?? null),
    carried: null,
  }
}

function markedClaim(
  span: TaggedSpan,
  { claims, carried, named: byId, controls }: Known,
  sources: CheckSources,
): CheckedClaim[] {
  const named = byId.get(claimOfTag(span.tag) ?? '')
  if (!named || !carried) return []
  if (named.record !== null) {
    const own = controls.get(span.tag) ?? []
    return own[0] === span ? writtenClaim({ own, named }, carried, sources) : []
  }
  const inside = claims.overlapping(span)
  const count = inside.find((claim) => claim.quantity !== null)
  const { kind, figure, duty } = named
  const said = {
    kind,
    ...numberIn(count?.quantity ?? null),
    // A blank may stand where no number would be read: 完成率为X.
    blank: count?.quantity?.blank ?? (named.state === 'blank' && span.text === named.text),
    figure: figure === null ? null : sources.figure(figure, kind === 'plan' ? 'next' : null),
    standing: duty === null ? null : sources.standing(duty),
    answer: figure === null ? null : sources.answer(figure),
  }
  const verdict = settleSaid(said, named.says ?? 'holds', settlerOf(carried.judged))
  const lost = named.stated !== null && !count
  return [
    {
      id: named.id,
      section: inside[0]?.section ?? null,
      kind,
      text: span.text,
      start: span.start,
      end: span.end,
      quantity: count?.quantity ?? null,
      figure,
      likely: figure,
      duty,
      carried: named.state,
      ...verdict,
      ...(lost ? { state: 'contradicted' as const, reason: lostNumber } : {}),
    },
  ]
}

/**
 * A claim written from one record holds while the record stands as it stood and the words are
 * those it was written in. Its words may lie in several controls; the first one answers for all.
 */
function writtenClaim(
  { own, named }: { own: readonly TaggedSpan[]; named: CarriedClaim },
  carried: CarriedReport,
  { recordEntry }: CheckSources,
): CheckedClaim[] {
  const text = own.map((one) => one.text).join('')
  const entry = recordEntry(named.record ?? '')
  const isSame = entry !== null && entry < carried.asOf.size
  const reason = !isSame ? recordMoved : text === named.text ? recordStands : wordsMoved
  return [
    {
      id: named.id,
      section: null,
      kind: named.kind,
      text,
      start: own[0]?.start ?? 0,
      end: own.at(-1)?.end ?? 0,
      quantity: null,
      state: reason === recordStands ? 'supported' : 'contradicted',
      reason,
      figure: null,
      likely: null,
      duty: null,
      ledger: null,
      carried: named.state,
      records: named.record === null ? [] : [named.record],
    },
  ]
}

const recordStands: Label = {
  zh: '与写出它的记录一致',
  en: 'It stands as the record it was written from',
}
const recordMoved: Label = {
  zh: '写出它的记录后来更正或作废了',
  en: 'The record it was written from was corrected or voided since',
}
const wordsMoved: Label = {
  zh: '文字与记录写出的不同',
  en: 'The words differ from those the record was written in',
}

const lostNumber: Label = {
  zh: '这里原有的数字不见了',
  en: 'The number that stood here is gone',
}
