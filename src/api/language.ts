import type { Lang } from '../ledger/label.ts'

/** The caller's language: `?lang`, else `Accept-Language`, else what the account chose, else zh. */
export function languageOf(request: {
  readonly query: string | null
  readonly accept: string | null
  readonly account: Lang | null
}): Lang {
  if (request.query === 'zh' || request.query === 'en') return request.query
  return preferred(request.accept) ?? request.account ?? 'zh'
}

function preferred(accept: string | null): Lang | null {
  if (!accept) return null
  const wishes = accept
    .slice(0, 200)
    .split(',')
    .map((one) => {
      const [tag = '', weight] = one.trim().split(/;\s*q=/)
      return {
        lang: tag.slice(0, 2).toLowerCase(),
        weight: weight === undefined ? 1 : Number(weight),
      }
    })
    .filter((one) => (one.lang === 'zh' || one.lang === 'en') && one.weight > 0)
    .sort((one, other) => other.weight - one.weight)
  const first = wishes[0]?.lang
  return first === 'zh' || first === 'en' ? first : null
}
