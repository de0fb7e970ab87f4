let shown: string | null = null

/** The organisation that this window shows, by id; null before it has asked who is signed in. */
export function shownOrganisation(): string | null {
  return shown
}

/**
 * Keeps which organisation this window shows. It shows no other until it is loaded anew, while its
 * session may come to act for another: windows share one, and any of them changes it.
 */
export function showOrganisation(id: string): void {
  shown = id
}
