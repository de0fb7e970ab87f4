/** Registers of the people and the house itself; they stand under 设置, not among the ledgers. */
const rosterRegisters = new Set(['person', 'office', 'post', 'membership'])

/** Whether a register holds people, offices, posts or memberships. */
export function isRosterRegister(id: string): boolean {
  return rosterRegisters.has(id)
}
