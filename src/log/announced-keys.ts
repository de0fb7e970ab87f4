/** What the keys of a log sign: its checkpoints, and the receipts of its entries. */
export type LogKeyPurpose = 'log' | 'receipt'

/** A verifier key of a log, and the entry that announced it. */
export interface AnnouncedKey {
  readonly purpose: LogKeyPurpose
  /** Index of the entry: the founding one, or one of kind `key`. */
  readonly since: number
  /** `name+id+base64`. */
  readonly vkey: string
  /** The key before it was lost, so that nothing but this log's word leads from that to this. */
  readonly lost: boolean
}

/**
 * The key in force in a tree of `size` entries: the newest that an entry of it announced. It signs
 * the checkpoint of that size and the receipt of that tree's last entry. Null in an empty tree.
 */
export function keyInForce(
  keys: readonly AnnouncedKey[],
  { purpose, size }: { readonly purpose: LogKeyPurpose; readonly size: number },
): AnnouncedKey | null {
  return keys.reduce<AnnouncedKey | null>((newest, key) => {
    if (key.purpose !== purpose || key.since >= size) return newest
    return newest === null || key.since > newest.since ? key : newest
  }, null)
}

/** Both keys in force in a tree of `size` entries; '' for one that is not there. */
export function keysInForce(
  keys: readonly AnnouncedKey[],
  size: number,
): { readonly log: string; readonly receipt: string } {
  const of = (purpose: LogKeyPurpose) => keyInForce(keys, { purpose, size })?.vkey ?? ''
  return { log: of('log'), receipt: of('receipt') }
}

/** A key with the entries it answers for: from `since` on, up to but not including `until`. */
export interface KeyRange extends AnnouncedKey {
  /** Index of the entry that announced the next key; null for the one in force. */
  readonly until: number | null
}

/** Every key of a log with its range, the oldest first. */
export function keyRanges(keys: readonly AnnouncedKey[]): KeyRange[] {
  const ordered = keys.toSorted((one, other) => one.since - other.since)
  return ordered.map((key, at) => {
    const next = ordered.slice(at + 1).find(({ purpose }) => purpose === key.purpose)
    return { ...key, until: next?.since ?? null }
  })
}
