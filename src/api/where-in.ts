/** The filters of a list query, `where.<field>=value`, by field. */
export function whereIn(query: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).flatMap(([key, value]) =>
      key.startsWith('where.') ? [[key.slice('where.'.length), String(value)]] : [],
    ),
  )
}
