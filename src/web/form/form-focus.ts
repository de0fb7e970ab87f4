import type { KeyboardEvent } from 'react'
import type { Register } from '../../ledger/register/register.ts'
import type { Values } from '../../ledger/value.ts'
import { isNeeded } from './is-needed.ts'

const enterable = 'input, select, textarea, [role=checkbox][tabindex="0"]'

/** Enter goes on to the next field, as in a sheet; Ctrl+Enter saves, with Shift it also goes on. */
export function goOnWithEnter(
  event: KeyboardEvent<HTMLFormElement>,
  { form, save }: { form: HTMLFormElement | null; save: (next: boolean) => void },
): void {
  if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.defaultPrevented) return
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault()
    save(event.shiftKey)
    return
  }
  const { target } = event
  if (target instanceof HTMLTextAreaElement || !(target instanceof HTMLElement)) return
  if (target instanceof HTMLButtonElement && target.getAttribute('role') !== 'checkbox') return
  event.preventDefault()
  const stops = Array.from(form?.querySelectorAll<HTMLElement>(enterable) ?? [])
  const at = stops.indexOf(target)
  const next = stops.slice(at + 1).find((stop) => stop.tabIndex >= 0 && !isSameField(stop, target))
  const fallback = form?.querySelector<HTMLElement>('button[type=submit]')
  const to = next ?? fallback
  to?.focus()
  markWhole(to)
}

function isSameField(one: HTMLElement, other: HTMLElement): boolean {
  const field = one.closest('[data-field]')
  return field !== null && field === other.closest('[data-field]') && field.matches('.choices')
}

// What a default filled in is marked, so that typing replaces it.
function markWhole(stop: HTMLElement | null | undefined): void {
  if (stop instanceof HTMLInputElement && stop.type === 'text') stop.select()
}

/**
 * The first required field that nothing fills yet: after the defaults, the first to think of; or
 * the one that is named.
 */
export function focusFirstOpen(
  form: HTMLFormElement | null,
  register: Register,
  values: Values,
  first?: string,
): void {
  const open = register.fields.find((field) => isNeeded(field) && values[field.id] === undefined)
  const id = first ?? (open ?? register.fields[0])?.id
  const stop = form
    ?.querySelector<HTMLElement>(`[data-field="${id}"]`)
    ?.querySelector<HTMLElement>('input, select, textarea, button')
  stop?.focus()
  markWhole(stop)
}

/** What keeps a form from being sent: an input or a group that says so, else what was answered. */
const faulty = '[aria-invalid=true], [data-fault=true]'
const answered = '[role=alert]'
const focusable = 'input, select, textarea, button, [tabindex]'

/** The first place that keeps the form from being sent. */
export function focusFirstFault(form: HTMLElement | null): void {
  const first =
    form?.querySelector<HTMLElement>(faulty) ?? form?.querySelector<HTMLElement>(answered)
  if (first?.contains(document.activeElement)) return
  const inside = first?.querySelector<HTMLElement>('[aria-invalid=true]')
  const stop = first?.matches(focusable) ? first : (inside ?? first?.querySelector(focusable))
  if (stop instanceof HTMLElement) stop.focus()
}
