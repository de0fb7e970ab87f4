import type { Label } from '../../ledger/label.ts'
import type { Register } from '../../ledger/register.ts'
import type { Value, Values } from '../../ledger/value.ts'

/** The register of problems; a pack without one has nothing to note them in. */
export const problemRegister = 'problem'

/** How the list of sources calls a problem that a report's writing brought to light. */
const fromReport = 'annual-report'

/** The words of a claim that is a bare number, with what it counts: 书记办公会24次. */
export function wordsOfClaim(
  text: string,
  figure: { readonly label: Label; readonly unit: Label } | undefined,
): string {
  const isBare = !/\p{L}/u.test(text)
  return isBare && figure ? `${figure.label.zh}${text}${figure.unit.zh}` : text
}

/**
 * What a problem begins with that is noted at a claim of a report: the claim's words, the source,
 * and the report's record where it has one. A field that the register lacks is left out.
 */
export function problemOfClaim(
  register: Register,
  given: {
    readonly text: string
    /** Record of the report; null before its first review. */
    readonly report: string | null
    /** Ids of the sources that the pack knows. */
    readonly sources: readonly string[]
  },
): Values {
  const { text, report, sources } = given
  const field = (id: string) => register.fields.find((one) => one.id === id)
  const values: Record<string, Value> = {}
  const title = field('title')
  if (title) values['title'] = [...text].slice(0, title.max ?? text.length).join('')
  if (field('source') && sources.includes(fromReport)) values['source'] = fromReport
  if (field('about') && report !== null) values['about'] = report
  return values
}
