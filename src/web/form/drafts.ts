import type { Values } from '../../ledger/value.ts'

const prefix = 'taizhang.draft.'

/** Whoever was signed in here has left: a form that still stands keeps nothing any more. */
let isForgotten = false

/** What somebody was typing, with the key under which it was (perhaps) sent. */
export interface Draft {
  readonly values: Values
  readonly reason: string
  readonly key: string
  /** Of a correction: what the version says that it was typed over. */
  readonly base?: Values
}

function nameOf(place: DraftPlace): string {
  return `${prefix}${place.organisation}.${place.account}.${place.register}`
}

/** Where a draft lies: on this device, one per organisation, account and register. */
export interface DraftPlace {
  readonly organisation: string
  readonly account: string
  readonly register: string
}

/** The name of the draft of a new record: of its register, and of the kind it was begun as. */
export function draftName({
  register,
  kind,
}: {
  readonly register: { readonly id: string }
  readonly kind: Values
}): string {
  return [register.id, ...Object.values(kind)].join('.')
}

/** The draft that survived a lost connection or a closed window, or null. */
export function readDraft(place: DraftPlace): Draft | null {
  const stored = localStorage.getItem(nameOf(place))
  if (stored === null) return null
  try {
    const draft: unknown = JSON.parse(stored)
    if (typeof draft !== 'object' || draft === null || !('values' in draft)) return null
    return draft as Draft
  } catch {
    return null
  }
}

/** Keeps the draft; a full or forbidden storage only means that there is none. */
export function keepDraft(place: DraftPlace, draft: Draft): void {
  if (isForgotten) return
  try {
    localStorage.setItem(nameOf(place), JSON.stringify(draft))
  } catch {
    return
  }
}

/** Drops the draft once its record is written. */
export function dropDraft(place: DraftPlace): void {
  localStorage.removeItem(nameOf(place))
}

/**
 * Drops every draft, and keeps none until the page is gone: on signing out nothing of the ledger
 * stays on the device.
 */
export function forgetDrafts(): void {
  isForgotten = true
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith(prefix)) localStorage.removeItem(name)
  }
}
