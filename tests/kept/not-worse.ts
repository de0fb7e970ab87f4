import type { ClaimVerdictKind } from '../../src/report/verify/verification.ts'
import type { KeptClaim, KeptVerdict } from './kept-verdict.ts'

// How much a verdict gives whoever reads the file; what does not stand gives nothing.
const worth: Readonly<Record<ClaimVerdictKind, number>> = {
  proved: 3,
  atLeast: 2,
  attested: 1,
  contradicted: 0,
  changed: 0,
  missing: 0,
}

/**
 * What of an earlier verdict on a file is worse now, in a line each; empty where nothing is.
 * - A file that held must hold; one that did not hold must not begin to.
 * - A claim may not sink: proved, at least, attested. One that did not stand must not begin to.
 * - Digest, log, key, signer, way of signing and both positions are facts, and stay.
 * - Of a file that did not hold nobody needs to be told who signed it and when: it is not proved.
 * - What was stated stays, what was computed again and from how many records, where it was.
 * Sentences, findings beside these and more of them are free: they may say more than they did.
 */
export function whatIsWorse(before: KeptVerdict, now: KeptVerdict): readonly string[] {
  const lost = isPdfExact(before) && !isPdfExact(now) ? ['the PDF is no longer exact'] : []
  const isUntold = !before.holds && now.signed === null && now.provedAt === null
  return [
    ...differences(before, now, ['exit', 'holds', 'state', 'title', 'digest', 'log', 'frozenAt']),
    ...(isUntold ? [] : differences(before, now, ['signed', 'provedAt'])),
    ...lost,
    ...worseClaims(before, now),
  ]
}

function worseClaims(before: KeptVerdict, now: KeptVerdict): readonly string[] {
  const found = new Map(now.claims.map((claim) => [claim.claim, claim]))
  const known = new Set(before.claims.map(({ claim }) => claim))
  const strange = now.claims.filter(({ claim }) => !known.has(claim))
  return [
    ...before.claims.flatMap((claim) => worseClaim(claim, found.get(claim.claim))),
    ...strange.map(({ claim }) => `claim ${claim} was not there`),
  ]
}

function worseClaim(before: KeptClaim, now: KeptClaim | undefined): readonly string[] {
  const { claim } = before
  if (now === undefined) return [`claim ${claim} is gone`]
  const [was, is] = [worth[before.verdict], worth[now.verdict]]
  const moved = `claim ${claim}: ${before.verdict} → ${now.verdict}`
  if (was === 0 ? is > 0 : is < was) return [moved]
  const kept = ['basis', 'stated', ...(before.recomputed === null ? [] : counted)] as const
  return differences(before, now, kept).map((line) => `claim ${claim}: ${line}`)
}

const counted = ['recomputed', 'records'] as const

// Nothing but this note speaks for the words of a PDF.
function isPdfExact({ notes }: KeptVerdict): boolean {
  return notes.includes('pdf.exact')
}

function differences<T>(before: T, now: T, keys: readonly (keyof T)[]): readonly string[] {
  return keys
    .map((key) => [String(key), JSON.stringify(before[key]), JSON.stringify(now[key])] as const)
    .filter(([, was, is]) => was !== is)
    .map(([key, was, is]) => `${key}: ${was} → ${is}`)
}
