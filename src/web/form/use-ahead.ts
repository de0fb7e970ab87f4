import { useState } from 'react'
import type { PackView } from '../../api/contract/pack.ts'
import type { Register } from '../../ledger/register/register.ts'
import type { Values } from '../../ledger/value.ts'
import { playersIn } from '../pack/players.ts'

/** The day of a meeting that is entered as held and is still to come; else null. */
export function dayAhead(
  pack: PackView,
  { register, values }: { readonly register: Register; readonly values: Values },
  today: string,
): string | null {
  const on = values[register.date]
  if (typeof on !== 'string' || on <= today) return null
  return playersIn(pack, 'heldMeeting').some((one) => one.register.id === register.id) ? on : null
}

/** Asks once about such a day before anything is sent; whoever saves again means it. */
export function useAhead(day: string | null) {
  const [asked, setAsked] = useState<string | null>(null)
  return {
    /** The day that is asked about now. */
    asked: day !== null && asked === day ? day : null,
    /** Whether it has to be asked about first; then it is asked. */
    asks: (): boolean => {
      if (day === null || asked === day) return false
      setAsked(day)
      return true
    },
  }
}
