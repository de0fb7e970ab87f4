/**
 * The registers that the plan of a year is made of. A pack that lacks one of them has none of its
 * records, and everything else goes on working.
 */
export const planRegisters = {
  /** Who answers for a duty in a year; every pack has it. */
  assignment: 'assignment',
  /** A one-off thing with an owner and a due day. */
  task: 'plan-item',
  /** A meeting that is to be held. */
  planned: 'planned-meeting',
  /** A meeting that was held; `planned` names the plan it came from. */
  held: 'meeting',
  /** At which meeting the plan of a year was adopted. */
  adoption: 'plan-adoption',
  problem: 'problem',
} as const
