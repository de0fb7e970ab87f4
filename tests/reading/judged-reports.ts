import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CheckedClaim } from '../../src/report/check/check-reading.ts'
import type { Span } from './marked-text.ts'
import { meets } from './overlap.ts'

/** A basis as the labels name it: one of the three. */
type Basis = Partial<Record<'figure' | 'duty' | 'record', string>>

/** A stretch of a report whose truth by the ledger is known. */
export interface Assertion {
  readonly text: string
  readonly start: number
  readonly kind: string
  readonly basis: Basis | null
  readonly also: readonly Basis[]
  /** Null: the ledger cannot say. */
  readonly true: boolean | null
  readonly id: string
}

/** A report from elsewhere with its assertions. */
export interface JudgedReport {
  readonly name: string
  readonly text: string
  readonly year: number
  readonly assertions: readonly Assertion[]
}

/** The reports of a folder: each a text with its labels beside it. */
export function judgedReports(folder: string): readonly JudgedReport[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => {
      const label = JSON.parse(readFileSync(join(folder, file), 'utf8')) as JudgedReport & {
        readonly file: string
      }
      const text = readFileSync(join(folder, label.file), 'utf8')
      return { name: file, text, year: label.year, assertions: label.assertions }
    })
}

/** What a check said of an assertion, and whether that is so. */
export interface Judged {
  readonly report: string
  readonly assertion: Assertion
  readonly said: 'supported' | 'contradicted' | null
  /** It was said of the right thing, and is so; null where nothing was said. */
  readonly right: boolean | null
  /** It was read as a claim at all. */
  readonly read: boolean
  readonly claims: readonly CheckedClaim[]
}

/** Holds the verdicts of a check against what is known. */
export function judge(report: JudgedReport, claims: readonly CheckedClaim[]): readonly Judged[] {
  return report.assertions.map((assertion) => {
    const span: Span = { start: assertion.start, end: assertion.start + assertion.text.length }
    const within = claims.filter((claim) => meets(span, claim))
    const denied = within.filter(({ state }) => state === 'contradicted')
    const proved = within.filter(({ state }) => state === 'supported')
    // One part that the ledger denies makes the whole untrue.
    const said = denied.length > 0 ? 'contradicted' : proved.length > 0 ? 'supported' : null
    const isSo = assertion.true === (said === 'supported')
    const deciding = denied.length > 0 ? denied : proved
    const right =
      said === null
        ? null
        : assertion.true !== null && isSo && deciding.some((one) => isAbout(one, assertion))
    return { report: report.name, assertion, said, right, read: within.length > 0, claims: within }
  })
}

function isAbout(claim: CheckedClaim, { basis, also }: Assertion): boolean {
  return [basis, ...also].some(
    (one) =>
      one !== null &&
      ((one.figure !== undefined && one.figure === claim.figure) ||
        (one.duty !== undefined && one.duty === claim.duty) ||
        (one.record !== undefined && claim.records.includes(one.record))),
  )
}

/** How many verdicts are right, and how many of the assertions got a right one. */
export function scoreOf(judged: readonly Judged[]) {
  const said = judged.filter((one) => one.said !== null)
  const right = said.filter((one) => one.right)
  const known = judged.filter(
    ({ assertion }) => assertion.true !== null && assertion.basis !== null,
  )
  const supportedUntrue = said.filter(
    (one) => one.said === 'supported' && one.assertion.true !== true,
  )
  const share = (part: readonly unknown[], whole: readonly unknown[]) =>
    whole.length === 0 ? 1 : part.length / whole.length
  return {
    assertions: judged.length,
    verdicts: said.length,
    precision: share(right, said),
    recall: share(
      right.filter((one) => known.includes(one)),
      known,
    ),
    /** Of what the ledger can judge: read as a claim, bound or listed as unbound. */
    read: share(
      known.filter((one) => one.read),
      known,
    ),
    supportedUntrue: supportedUntrue.length,
    wrong: said.filter((one) => !one.right),
  }
}
