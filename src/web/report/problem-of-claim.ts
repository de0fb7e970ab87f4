import type { Label } from '../../ledger/label.ts'
import type { Player } from '../../ledger/register/roles.ts'
import { valuesUnder } from '../../ledger/register/roles.ts'
import type { Values } from '../../ledger/value.ts'

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
 * and the report's record where it has one. What the register keeps no field for is left out.
 */
export function problemOfClaim(
  { register, fields }: Player<'problem'>,
  given: {
    readonly text: string
    /** Record of the report; null before its first review. */
    readonly report: string | null
  },
): Values {
  const { text, report } = given
  const title = register.fields.find(({ id }) => id === fields.title)
  return valuesUnder([
    [fields.title, [...text].slice(0, title?.max ?? text.length).join('')],
    [fields.source, fields.fromReport],
    [fields.about, report ?? undefined],
  ])
}
