import type { Plays } from '../ledger/register/roles.ts'

/**
 * What registers play of packs that were adopted before a register could say so, by the SHA-256 of
 * the register's file: a pack of one's own that brings the same file is served as well. These files
 * are closed; nothing is ever added here, since a register of today says what it plays.
 */
export const rolesOfEarlierPacks: ReadonlyMap<string, Plays> = new Map<string, Plays>([
  [
    // cn-party-governance 1.0.0: registers/plan-item.yaml
    '80e788b90aa3a736529fa587710126c1f781013d8e6d70647e890abfc966f6f1',
    {
      task: {
        title: 'title',
        owner: 'owner',
        supervisor: 'supervisor',
        office: 'leadOffice',
        coOffices: 'coOffices',
        due: 'due',
        doneOn: 'doneOn',
        result: 'progress',
        droppedOn: 'droppedOn',
        droppedWhy: 'droppedWhy',
        progress: 'notes',
        notedOn: 'on',
        noted: 'text',
        notedBy: 'by',
        plan: 'plan',
        nextSteps: 'next-steps',
        origin: 'origin',
        fromProblem: 'problem',
        fromLastYear: 'last-year',
        fromReport: 'report',
        project: 'project',
        asListed: 'asListed',
        problem: 'problem',
        meeting: 'meeting',
        carries: [
          'plan',
          'project',
          'aim',
          'measures',
          'themes',
          'coOffices',
          'problem',
          'meeting',
        ],
        handsOver: ['owner', 'supervisor'],
      },
    },
  ],
  [
    // cn-party-governance 1.0.0: registers/planned-meeting.yaml
    '4428d7034cfe29ed5d453c31e7d76219d8ada58af0c324cbce8127530a0c2e7e',
    {
      plannedMeeting: {
        owner: 'chair',
        office: 'office',
        time: 'time',
        place: 'place',
        kind: 'kind',
        agenda: 'agenda',
        topic: 'topic',
        handsOver: ['chair', 'agenda.reporter'],
      },
    },
  ],
  [
    // cn-party-governance 1.0.0: registers/meeting.yaml
    'af38d8acdc4da520c0dd0b052f80afefd3718684c1228a9c99c1a7d99d92c7c1',
    { heldMeeting: { planned: 'planned', takes: ['kind', 'office', 'place', 'chair', 'agenda'] } },
  ],
  [
    // cn-party-governance 1.0.0: registers/problem.yaml
    '8c69a0bb7e86b9483cb7456a95e56c124151144b586dbd2b001c1a2ffa4bfee7',
    {
      problem: {
        title: 'title',
        owner: 'owner',
        supervisor: 'supervisor',
        office: 'leadOffice',
        source: 'source',
        fromReport: 'annual-report',
        about: 'about',
        inReport: 'inReport',
        handsOver: ['owner', 'supervisor', 'measures.owner'],
      },
    },
  ],
  [
    // cn-party-governance 1.0.0: registers/plan-adoption.yaml
    '8fe0e1f0d1e95be6f42fba700f5148f6f24205f974d41890d72c2fea8157e3bc',
    { planAdoption: { year: 'year', meeting: 'meeting', number: 'number' } },
  ],
])
