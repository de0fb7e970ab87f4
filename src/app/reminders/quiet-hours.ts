/** Whether a time of day (`HH:MM`) lies in the quiet hours; `to` itself is no longer quiet. */
export function isQuiet(
  { from, to }: { readonly from: string; readonly to: string },
  time: string,
): boolean {
  return from <= to ? from <= time && time < to : time >= from || time < to
}
