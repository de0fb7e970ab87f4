/**
 * How far a body below has come with a call. `sheetAwaited`: it keeps no log, so that nothing can
 * be delivered to it but its sheet, which has not come back.
 */
export const addresseeStates = [
  'notDelivered',
  'sheetAwaited',
  'taken',
  'answered',
  'accepted',
  'returned',
] as const

/** See `addresseeStates`. */
export type AddresseeState = (typeof addresseeStates)[number]

/** What the receiver's own entries say of one body and one call. */
export interface SeenOfAddressee {
  readonly isWithoutLog: boolean
  /** The day on which it took the call, by its own receipt; null: nothing says so. */
  readonly takenOn: string | null
  /** The step of its newest answer, and the day on which its first came; null: none arrived. */
  readonly answer: { readonly step: string; readonly firstOn: string } | null
}

/**
 * The state of one body; whether it is past the day with nothing sent, or has first answered after
 * it. Whoever puts right what came in time is neither.
 */
export function addresseeState(
  seen: SeenOfAddressee,
  { due, today }: { readonly due: string; readonly today: string },
): { readonly state: AddresseeState; readonly isOverdue: boolean; readonly isLate: boolean } {
  const { answer } = seen
  const isLate = answer !== null && due < answer.firstOn
  return { state: stateOf(seen), isOverdue: answer === null && due < today, isLate }
}

function stateOf({ isWithoutLog, takenOn, answer }: SeenOfAddressee): AddresseeState {
  if (answer === null) {
    return isWithoutLog ? 'sheetAwaited' : takenOn === null ? 'notDelivered' : 'taken'
  }
  const { step } = answer
  if (step === 'accepted' || step === 'returned') return step
  return 'answered'
}

/** Where the bodies stand that a call asks: what its list and its page say of it. */
export interface CallStanding {
  /** Bodies that are asked. */
  readonly asked: number
  readonly states: Readonly<Partial<Record<AddresseeState, number>>>
  /** Past the day with nothing sent. */
  readonly overdue: number
}

/** Counts them; of nobody it says more than the state, and nothing is put in an order. */
export function callStanding(
  bodies: readonly { readonly state: AddresseeState; readonly isOverdue: boolean }[],
): CallStanding {
  const states: Partial<Record<AddresseeState, number>> = {}
  for (const { state } of bodies) states[state] = (states[state] ?? 0) + 1
  const overdue = bodies.filter(({ isOverdue }) => isOverdue).length
  return { asked: bodies.length, states, overdue }
}

/** How many of them have answered: what was returned is to come again. */
export function answeredOf({ states: { answered = 0, accepted = 0 } }: CallStanding): number {
  return answered + accepted
}
