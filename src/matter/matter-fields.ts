/**
 * The registers that matters are made from, and which of their fields say what. Nowhere else is one
 * of these fields read to tell who has to do what by when. A pack that lacks a register has none of
 * its matters, and everything else goes on working.
 */
export const matterRegisters = {
  /** Who answers for a duty in a year; every pack has it. */
  assignment: 'assignment',
  /** A named person's statement about a period; every pack has it. */
  attestation: 'attestation',
  /** A one-off thing with an owner and a due day. */
  task: 'plan-item',
  /** A meeting that is to be held. */
  planned: 'planned-meeting',
  /** A meeting that was held; `planned` names the plan it came from. */
  held: 'meeting',
  /** Something that is to be put right, step by step. */
  problem: 'problem',
} as const

/** Field ids by what they say. A column of rows stands as `measures.owner`. */
export const matterFields = {
  assignment: {
    duty: 'duty',
    year: 'year',
    owner: 'person',
    supervisor: 'supervisor',
    office: 'office',
    coOffices: 'withOffices',
    people: ['person', 'supervisor'],
  },
  attestation: { duty: 'duty', period: 'period', person: 'person', inPlaceOf: 'standingInFor' },
  task: {
    owner: 'owner',
    supervisor: 'supervisor',
    office: 'leadOffice',
    coOffices: 'coOffices',
    setOn: 'setOn',
    due: 'due',
    doneOn: 'doneOn',
    droppedOn: 'droppedOn',
    progress: 'notes',
    problem: 'problem',
    people: ['owner', 'supervisor'],
  },
  planned: {
    owner: 'chair',
    office: 'office',
    on: 'plannedFor',
    time: 'time',
    people: ['chair', 'agenda.reporter'],
  },
  held: { planned: 'planned' },
  problem: {
    owner: 'owner',
    supervisor: 'supervisor',
    office: 'leadOffice',
    people: ['owner', 'supervisor', 'measures.owner'],
  },
} as const
