const name = 'taizhang.year.closed'

/** Parts of the grid that somebody closed on this device. */
export function closedParts(): ReadonlySet<string> {
  return new Set((localStorage.getItem(name) ?? '').split(',').filter((id) => id !== ''))
}

/** Keeps which parts are closed; a full storage only means that they open again. */
export function rememberClosed(parts: ReadonlySet<string>): void {
  try {
    localStorage.setItem(name, [...parts].join(','))
  } catch {
    return
  }
}
