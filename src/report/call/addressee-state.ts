/** How far a body below has come with a call. */
export const addresseeStates = [
  'notDelivered',
  'taken',
  'answered',
  'accepted',
  'returned',
] as const

/** See `addresseeStates`. */
export type AddresseeState = (typeof addresseeStates)[number]

/** What the receiver's own entries say of one body and one call. */
export interface SeenOfAddressee {
  /** The day on which it took the call, by its own receipt; null: nothing says so. */
  readonly takenOn: string | null
  /** Its newest answer; null: none arrived. */
  readonly answer: { readonly step: string } | null
}

/** The state of one body, and whether it is past the day: what was answered late is not. */
export function addresseeState(
  { takenOn, answer }: SeenOfAddressee,
  { due, today }: { readonly due: string; readonly today: string },
): { readonly state: AddresseeState; readonly isOverdue: boolean } {
  const state = answer === null ? (takenOn === null ? 'notDelivered' : 'taken') : stateOf(answer)
  const isOpen = state !== 'answered' && state !== 'accepted'
  return { state, isOverdue: isOpen && due < today }
}

function stateOf({ step }: { readonly step: string }): AddresseeState {
  if (step === 'accepted' || step === 'returned') return step
  return 'answered'
}
