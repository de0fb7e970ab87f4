import type { Label } from '../../ledger/label.ts'
import { statedNumbers } from '../read/stated-numbers.ts'
import type { ClaimResult, Verification } from './verification.ts'

/** How a verdict looks: `none` where there was nothing to judge. */
export type Tone = 'good' | 'open' | 'bad' | 'none'

/** One way in which something a report says can stand. */
export interface ContentState {
  readonly id: ContentStateId
  /** The verdict on one claim. */
  readonly label: Label
  /** After the count of such, where reports are summed up. */
  readonly counted: Label
  /** Chinese measure word of the count; absent: 处. */
  readonly measure?: '项'
  /** Its own mark, so that it is told apart without colour. */
  readonly mark: string
  readonly tone: Exclude<Tone, 'none'>
}

/** See `contentStates`. */
export type ContentStateId =
  | 'proved'
  | 'atLeast'
  | 'attested'
  | 'against'
  | 'keptBare'
  | 'unsupported'
  | 'contradicted'
  | 'changed'
  | 'missing'
  | 'notMentioned'

/**
 * Every way, in the order in which counts are said. What the first responsible person kept with a
 * reason is a way of its own: neither attested nor proved.
 */
export const contentStates: readonly ContentState[] = [
  {
    id: 'proved',
    label: { zh: '已证明', en: 'Proved' },
    counted: { zh: '已证明', en: 'proved' },
    mark: '✓',
    tone: 'good',
  },
  {
    id: 'atLeast',
    label: { zh: '至少如此', en: 'At least' },
    counted: { zh: '至少如此', en: 'at least so' },
    mark: '≥',
    tone: 'good',
  },
  {
    id: 'attested',
    label: { zh: '由人确认', en: 'Attested' },
    counted: { zh: '由人确认', en: 'attested' },
    mark: '○',
    tone: 'good',
  },
  {
    id: 'against',
    label: { zh: '与台账不符，说明理由保留', en: 'Against the ledger, kept with a reason' },
    counted: { zh: '与台账不符、说明理由保留', en: 'against the ledger, kept with reasons' },
    mark: '≠',
    tone: 'open',
  },
  {
    id: 'keptBare',
    label: { zh: '没有依据，说明理由保留', en: 'Without support, kept with a reason' },
    counted: { zh: '没有依据、说明理由保留', en: 'without support, kept with reasons' },
    mark: '△',
    tone: 'open',
  },
  {
    id: 'unsupported',
    label: { zh: '没有依据', en: 'Without support' },
    counted: { zh: '没有依据', en: 'without support' },
    mark: '？',
    tone: 'open',
  },
  {
    id: 'contradicted',
    label: { zh: '与台账不符', en: 'Contradicted' },
    counted: { zh: '与台账不符', en: 'contradicted' },
    mark: '✗',
    tone: 'bad',
  },
  {
    id: 'changed',
    label: { zh: '已被改动', en: 'Changed' },
    counted: { zh: '已被改动', en: 'changed' },
    mark: '✗',
    tone: 'bad',
  },
  {
    id: 'missing',
    label: { zh: '缺失', en: 'Missing' },
    counted: { zh: '缺失', en: 'missing' },
    mark: '✗',
    tone: 'bad',
  },
  {
    id: 'notMentioned',
    label: { zh: '未提及', en: 'Not mentioned' },
    counted: { zh: '未提及', en: 'not mentioned' },
    measure: '项',
    mark: '…',
    tone: 'open',
  },
]

/** How many things of a report stand so. */
export interface ContentCount {
  readonly state: ContentState
  readonly count: number
}

/** How one claim stands. */
export function stateOf(claim: ClaimResult): ContentState {
  return stateNamed(idOf(claim))
}

/**
 * Counts of all that a report says, claims and what stands in none, and of what the ledger has and
 * the report does not say; zeros are left out.
 */
export function contentCounts({
  claims,
  free,
  notMentioned,
}: Pick<Verification, 'claims' | 'free' | 'notMentioned'>): readonly ContentCount[] {
  const found = claims.map(idOf)
  const besides = new Map<ContentStateId, number>([
    ['unsupported', free.length],
    ['notMentioned', notMentioned.length],
  ])
  return contentStates.flatMap((state) => {
    const inClaims = found.filter((id) => id === state.id).length
    const count = inClaims + (besides.get(state.id) ?? 0)
    return count > 0 ? [{ state, count }] : []
  })
}

/** What the counts say as one: the worst of them. */
export function toneOf(counts: readonly ContentCount[]): Tone {
  const tones = counts.map(({ state }) => state.tone)
  return (['bad', 'open', 'good'] as const).find((tone) => tones.includes(tone)) ?? 'none'
}

/** The counts in one line. */
export function countsLine(counts: readonly ContentCount[]): Label {
  if (counts.length === 0) {
    return { zh: '内容：没有可核对的表述', en: 'Content: nothing that could be checked' }
  }
  const said = (lang: 'zh' | 'en') =>
    counts.map(({ state, count }) =>
      lang === 'zh'
        ? `${state.counted.zh}${count}${state.measure ?? '处'}`
        : `${count} ${state.counted.en}`,
    )
  return {
    zh: `内容：${said('zh').join(' · ')}`,
    en: `Content: ${said('en').join(' · ')}`,
  }
}

function idOf(claim: ClaimResult): ContentStateId {
  if (claim.kept !== null) return claim.kept === 'contradicted' ? 'against' : 'keptBare'
  return isBare(claim) ? 'unsupported' : claim.verdict
}

/** A claim that states a number and rests on nothing but the signature. */
function isBare({ verdict, figure, duty, records, text }: ClaimResult): boolean {
  const isBound = figure !== null || duty !== null || records > 0
  return verdict === 'attested' && !isBound && statedNumbers(text).length > 0
}

function stateNamed(id: ContentStateId): ContentState {
  const state = contentStates.find((one) => one.id === id)
  if (state === undefined) throw new Error(`content state ${id} is not declared`)
  return state
}
