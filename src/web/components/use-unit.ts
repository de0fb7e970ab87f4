import { useSuspenseQuery } from '@tanstack/react-query'
import type { SessionView } from '../../api/contract/account.ts'
import type { PackView, RosterView } from '../../api/contract/pack.ts'
import { isOwnWay } from '../../ledger/core/own-way.ts'
import type { Register } from '../../ledger/register/register.ts'
import { isWriter } from '../../ledger/register/writers.ts'
import { packQuery, rosterQuery, sessionQuery } from '../api-client/queries.ts'

/** The organisation the page speaks for: who asks, under which pack, with which people. */
export interface Unit {
  readonly session: SessionView
  readonly pack: PackView
  readonly roster: RosterView
}

/** Everything behind the sign-in has these three at hand; they are fetched once. */
export function useUnit(): Unit {
  const { data: session } = useSuspenseQuery(sessionQuery)
  const { data: pack } = useSuspenseQuery(packQuery)
  const { data: roster } = useSuspenseQuery(rosterQuery)
  return { session, pack, roster }
}

/** A register of the pack in force, or null when the address names another. */
export function registerOf(pack: PackView, id: string): Register | null {
  return pack.registers.find((register) => register.id === id) ?? null
}

/** Whether a form for a register is of use to whoever is signed in; the server decides again. */
export function mayFill({ roles, may }: SessionView, register: Register): boolean {
  return !isOwnWay(register.id) && isWriter(register, { roles, mayRecord: may.includes('record') })
}
