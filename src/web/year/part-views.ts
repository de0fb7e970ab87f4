/** How much of a part of the grid is in sight: its line, what is in trouble, or every duty. */
export type PartView = 'line' | 'trouble' | 'all'

const name = 'taizhang.year.parts'
const views: readonly string[] = ['line', 'trouble', 'all'] satisfies PartView[]

/** How somebody left the parts of the grid on this device, by part. */
export function keptViews(): ReadonlyMap<string, PartView> {
  const said = (localStorage.getItem(name) ?? '').split(',').map((one) => one.split(':'))
  return new Map(
    said.flatMap(([part, view]) =>
      part && view && views.includes(view) ? [[part, view as PartView] as const] : [],
    ),
  )
}

/** Keeps it; a full storage only means that the page opens as it would at first. */
export function keepViews(kept: ReadonlyMap<string, PartView>): void {
  try {
    localStorage.setItem(name, [...kept].map((one) => one.join(':')).join(','))
  } catch {
    return
  }
}
