import type { Lang } from '../label.ts'

/** How a spreadsheet shows a number: grouped, with so many decimals, and its unit behind it. */
export function numberFormat(of: {
  readonly decimals: number
  readonly after: string
  readonly lang: Lang
}): string {
  const { decimals, after, lang } = of
  const digits = decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}`
  if (after === '') return digits
  return `${digits}"${lang === 'en' ? ' ' : ''}${after.replaceAll('"', '')}"`
}
