import type { AnnouncedKey } from '../../log/announced-keys.ts'

/** Where a log stood. */
export interface SeenCheckpoint {
  readonly size: number
  /** Base64. */
  readonly root: string
  /** Verifier key that signed it; absent where an older page kept it. */
  readonly key?: string
}

const prefix = 'taizhang.log.'

/** Size and root that the text of a checkpoint states; null for what is none. */
export function stated(note: string): SeenCheckpoint | null {
  const [, sizeText = '', root = ''] = note.split('\n')
  const size = Number(sizeText)
  return /^\d{1,15}$/.test(sizeText) && root.length === 44 ? { size, root } : null
}

/** What is wrong with a log as it stands, for who saw it before; null when nothing is. */
export function wrongWith(given: {
  readonly seen: SeenCheckpoint | null
  readonly now: SeenCheckpoint
}): 'shorter' | 'other' | null {
  const { seen, now } = given
  if (seen === null || now.size > seen.size) return null
  if (now.size < seen.size) return 'shorter'
  return now.root === seen.root ? null : 'other'
}

/**
 * How the key of a log came to be another since somebody saw it: `rotated`, `lost` on the way, or
 * `unknown` where the log does not list the one that was seen. Null where it is the same.
 */
export function keyNews(given: {
  readonly seen: SeenCheckpoint | null
  readonly now: SeenCheckpoint
  readonly keys: readonly AnnouncedKey[]
}): 'rotated' | 'lost' | 'unknown' | null {
  const { seen, now, keys } = given
  if (seen?.key === undefined || now.key === undefined || seen.key === now.key) return null
  const before = keys.find(({ vkey }) => vkey === seen.key)
  if (before === undefined) return 'unknown'
  const later = keys.filter(({ purpose, since }) => purpose === 'log' && since > before.since)
  return later.some(({ lost }) => lost) ? 'lost' : 'rotated'
}

/** The newest checkpoint of a log that this browser saw. */
export function readSeen(log: string): SeenCheckpoint | null {
  try {
    const kept = JSON.parse(localStorage.getItem(prefix + log) ?? 'null') as SeenCheckpoint | null
    return typeof kept?.size === 'number' && typeof kept.root === 'string' ? kept : null
  } catch {
    return null
  }
}

/** Keeps what was seen. */
export function storeSeen(log: string, seen: SeenCheckpoint): void {
  localStorage.setItem(prefix + log, JSON.stringify(seen))
}
