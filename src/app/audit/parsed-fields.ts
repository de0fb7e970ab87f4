/**
 * What a text in JSON says, by key; nothing where it is none. That it is none is named where
 * payloads are checked, so whoever looks for one value here passes it over.
 */
export function parsedFields(text: string): { readonly [field: string]: unknown } {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
