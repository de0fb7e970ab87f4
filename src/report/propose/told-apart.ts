import type { ReadClaim } from '../read/reading.ts'
import { saysOnlyWhenToBe } from './when-in.ts'

/**
 * Cuts a plan or a problem that one sentence tells with others (下一步，要：甲，乙) where the ledger
 * knows a part of it; empty: it knows none. What is left stays together, and words that only lead
 * in are left out. `isKnown` says whether the ledger knows a part.
 */
export function toldApart(
  claim: ReadClaim,
  isKnown: (part: ReadClaim) => boolean,
): readonly ReadClaim[] {
  const groups = groupsIn(claim.text)
  if (groups.length < 2 || groups.length > groupsMax) return []
  const parts = groups.map((group): Part => {
    const part = partOf(claim, group)
    return { claim: part, known: !group.leadsIn && isKnown(part) }
  })
  if (!parts.some(({ known }) => known)) return []
  const led = groups[0]?.leadsIn === true && !NUMBER.test(parts[0]?.claim.text ?? '')
  return joined(led ? parts.slice(1) : parts, claim)
}

interface Part {
  readonly claim: ReadClaim
  readonly known: boolean
}

/** A number in what leads in is still a number of the plan. */
const NUMBER = /\d|[二两三四五六七八九十]/

/** So many parts at most; nobody tells more in a sentence. */
const groupsMax = 24

interface Group {
  readonly start: number
  readonly end: number
  /** 下一步，我馆将重点抓好以下工作： says what follows. */
  readonly leadsIn: boolean
}

/** The clauses of a text; one that says only when belongs to what is to be then. */
function groupsIn(text: string): readonly Group[] {
  const groups: Group[] = []
  let waiting: number | null = null
  for (const { 0: words, index } of text.matchAll(/[^，：；。\n]+[，：；。\n]?/g)) {
    const start: number = waiting ?? index
    const bare = words.replace(/[，：；。\n]$/, '')
    const close = index + bare.length
    const last = groups.at(-1)
    waiting = null
    if (words.endsWith('：')) {
      // All before a colon leads in to what follows.
      groups.splice(0, groups.length, { start: 0, end: close, leadsIn: true })
    } else if (LATER.test(bare)) {
      groups.push({ start, end: close, leadsIn: true })
    } else if (saysOnlyWhenToBe(bare) && last !== undefined && !last.leadsIn) {
      groups.splice(-1, 1, { ...last, end: close })
    } else if (saysOnlyWhenToBe(bare)) {
      waiting = start
    } else if (
      AGENDA.test(bare) &&
      last !== undefined &&
      DATED.test(text.slice(last.start, last.end))
    ) {
      groups.splice(-1, 1, { ...last, end: close })
    } else {
      groups.push({ start, end: close, leadsIn: false })
    }
  }
  return groups
}

const LATER = /^(?:下一步|下步|下一阶段|接下来|今后)$/

/** 2月24日召开党组会，审议…: what a meeting is to be about. */
const AGENDA = /^(?:并|专题)?(?:审议|研究|讨论|听取|学习|部署|通报)/
const DATED = /\d{1,2}月\d{1,2}日|月[上中下]旬/

function partOf(claim: ReadClaim, { start, end }: Pick<Group, 'start' | 'end'>): ReadClaim {
  return {
    ...claim,
    id: `${claim.id}.${start}`,
    text: claim.text.slice(start, end),
    start: claim.start + start,
    end: claim.start + end,
  }
}

/** Neighbours that nothing is known of are one claim, as they were. */
function joined(parts: readonly Part[], claim: ReadClaim): readonly ReadClaim[] {
  const told: Part[] = []
  for (const part of parts) {
    const last = told.at(-1)
    if (part.known || last === undefined || last.known) told.push(part)
    else {
      const [from, to] = [last.claim.start - claim.start, part.claim.end - claim.start]
      told.splice(-1, 1, { claim: partOf(claim, { start: from, end: to }), known: false })
    }
  }
  return told.map((one) => one.claim)
}
