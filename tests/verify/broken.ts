import type { Verification } from '../../src/report/verify/verification.ts'

/** The codes of what a verification found broken. */
export function brokenCodes({ findings }: Verification): string[] {
  return findings.filter(({ weight }) => weight === 'broken').map(({ code }) => code)
}

/** What it says of each of them, in Chinese. */
export function brokenSentences({ findings }: Verification): string[] {
  return findings.filter(({ weight }) => weight === 'broken').map(({ sentence }) => sentence.zh)
}
