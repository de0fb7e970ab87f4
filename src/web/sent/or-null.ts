/** What was filled in; null: nothing. */
export function orNull(text: string | null): string | null {
  return text?.trim() || null
}
