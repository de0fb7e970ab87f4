/** Whether what lasts from one day to another, or on, holds on a day; its last day still counts. */
export function holdsOn(
  { from, to }: { readonly from: string; readonly to: string | null },
  day: string,
): boolean {
  return from <= day && (to === null || day <= to)
}
