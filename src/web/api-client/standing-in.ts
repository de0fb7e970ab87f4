const storageKey = 'taizhang.standing-in'

/** The stand-in under which this window acts; another window of the same person acts as itself. */
export function standingInRecord(): string | null {
  try {
    return sessionStorage.getItem(storageKey)
  } catch {
    return null
  }
}

/** Begins or ends standing in; nothing that was fetched before stays on the screen. */
export function actUnder(record: string | null): void {
  if (record === null) sessionStorage.removeItem(storageKey)
  else sessionStorage.setItem(storageKey, record)
  location.assign('/')
}
