import type { Register } from './register.ts'

/** Whether somebody of these roles may add to a register: its writers, else whoever may record. */
export function isWriter(
  { writers }: Pick<Register, 'writers'>,
  { roles, mayRecord }: { readonly roles: readonly string[]; readonly mayRecord: boolean },
): boolean {
  if (roles.includes('auditor')) return false
  return writers === undefined ? mayRecord : writers.some((one) => roles.includes(one))
}
