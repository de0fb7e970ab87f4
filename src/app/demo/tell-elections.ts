import type { DemoWorld } from './world.ts'

/** Elections before the books were opened: written down on the first day, late and so marked. */
const before = [
  ['party', '2021-06-18', '2026-06-17'],
  ['b1', '2023-04-20', '2026-04-19'],
  ['b2', '2022-09-15', '2025-09-14'],
  ['b3', '2021-04-22', '2024-04-21'],
] as const

const since = [
  ['b3', '2024-04-18', '2027-04-17'],
  ['b2', '2025-09-10', '2028-09-09'],
] as const

/** Elections of the organ committee and the branches, each before its term is over. */
export function tellElections(world: DemoWorld): void {
  for (const [office, electedOn, expiresOn] of before) {
    tellElection(world, { office, electedOn, expiresOn }, '建账时补录')
  }
  for (const [office, electedOn, expiresOn] of since) {
    tellElection(world, { office, electedOn, expiresOn })
  }
}

function tellElection(
  world: DemoWorld,
  election: { office: string; electedOn: string; expiresOn: string },
  reason?: string,
): void {
  const { office, electedOn, expiresOn } = election
  const year = electedOn.slice(0, 4)
  world.tell({
    register: 'election',
    on: reason === undefined ? electedOn : '2024-01-03',
    by: 'xu',
    ...(reason === undefined ? {} : { reason, after: 0 }),
    values: {
      office: world.office(office),
      electedOn,
      expiresOn,
      approval: office === 'party' ? `海直党〔${year}〕批6号` : `海档党〔${year}〕批3号`,
    },
  })
}
