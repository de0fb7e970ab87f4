/** The items of a short list that the API sends whole, or as the first page of one. */
export function itemsOf<Item>(answer: unknown): readonly Item[] {
  if (Array.isArray(answer)) return answer
  const items = (answer as { readonly items?: unknown } | null)?.items
  return Array.isArray(items) ? items : []
}
