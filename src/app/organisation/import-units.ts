import type { Fault } from '../../ledger/fault.ts'
import { fault, Refusal } from '../../ledger/fault.ts'
import { todayIn } from '../clock/wall-clock.ts'
import type { AccountId, Membership } from '../ports/account-ports.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Organisation } from '../ports/store-ports.ts'
import { writeFirstEntries } from './admit-first-person.ts'
import type { PlannedUnit, UnitPlan } from './plan-units.ts'
import { planUnits } from './plan-units.ts'
import type { SaidOfUnit } from './subordinates.ts'
import { enterFounded } from './subordinates.ts'
import type { UnitRow } from './unit-sheet.ts'
import { readUnitSheet } from './unit-sheet.ts'

/** What became of a row. */
export type ImportedUnit =
  | {
      readonly unit: UnitRow
      readonly state: 'founded'
      readonly org: Organisation
      /** Opens the account of the first administrator; null: that one can sign in already. */
      readonly link: string | null
    }
  | { readonly unit: UnitRow; readonly state: 'failed'; readonly faults: readonly Fault[] }

const zoneDefault = 'Asia/Shanghai'
const linkDays = 30
// Who sets a unit up records its first facts too; others get their own roles by invitation.
const firstRoles = ['administrator', 'clerk'] as const

/**
 * What a sheet of units comes to, row by row, before anything is written. Refuses with `file.…` and
 * `units.heads`.
 */
export async function previewUnits(
  ports: Pick<AppPorts, 'outside' | 'packs' | 'clock' | 'organisations' | 'accounts'>,
  { bytes, below }: { readonly bytes: Uint8Array; readonly below: Organisation | null },
): Promise<UnitPlan> {
  const { packs, clock, organisations, accounts } = ports
  const table = await ports.outside.read('sheet', bytes, below?.id ?? 0)
  const today = todayIn(below?.zone ?? zoneDefault, clock)
  const read = readUnitSheet(table, { pack: packs.current, today })
  const all = await organisations.all()
  const withMembers = await accounts.organisationsWithMembers()
  return planUnits(read, {
    organisations: all,
    empty: new Set(all.map(({ id }) => id).filter((id) => !withMembers.has(id))),
    usernames: await accounts.judgeUsernames(read.units.map(({ username }) => username)),
    below,
  })
}

/**
 * Founds what a plan has of new units, one after the other, each with its first administrator. The
 * membership is written last: a unit without one was interrupted, and the next run completes it. A
 * row that fails is told, with those below it, and the rest goes on. In the end each body above has
 * them in its register of bodies below, in the official order, by `actor`.
 */
export async function* foundPlanned(
  ports: AppPorts,
  { planned }: UnitPlan,
  actor: string,
): AsyncGenerator<ImportedUnit, void> {
  const founded = new Map<UnitRow, Organisation>()
  const accounts = new Map<string, AccountId>()
  for (const one of planned) {
    const { unit, state, org } = one
    if (state === 'there') {
      if (org !== null) founded.set(unit, org)
      continue
    }
    try {
      const id = ports.random.uuid()
      const made = org ?? (await foundOne(ports, { unit, above: aboveOf(one, founded), id }))
      founded.set(unit, made)
      const begun = org === null ? null : await membershipBegun(ports, org, unit)
      const membership = begun ?? (await writeFirst(ports, made, { unit, id }))
      const { account, link } = await accountFor(ports, unit, accounts)
      await ports.accounts.putMembership(account, membership)
      yield { unit, state: 'founded', org: made, link }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      yield { unit, state: 'failed', faults: error.faults }
    }
  }
  await enterBelow(ports, { planned, founded, actor })
}

async function enterBelow(
  ports: AppPorts,
  given: {
    readonly planned: readonly PlannedUnit[]
    readonly founded: ReadonlyMap<UnitRow, Organisation>
    readonly actor: string
  },
): Promise<void> {
  const { planned, founded, actor } = given
  const saidBelow = new Map<Organisation, Map<string, SaidOfUnit>>()
  for (const { unit, above } of planned) {
    const org = founded.get(unit)
    const parent = above !== null && 'row' in above ? founded.get(above) : above
    if (org === undefined || !parent) continue
    const said = saidBelow.get(parent) ?? new Map<string, SaidOfUnit>()
    saidBelow.set(parent, said.set(org.origin, { place: unit.order, short: unit.short }))
  }
  for (const [above, said] of saidBelow) await enterFounded(ports, { above, said, actor })
}

function aboveOf(
  { above }: PlannedUnit,
  founded: ReadonlyMap<UnitRow, Organisation>,
): Organisation | null {
  if (above === null || !('row' in above)) return above
  return founded.get(above) ?? refuseAbove(above)
}

function foundOne(
  ports: AppPorts,
  given: { readonly unit: UnitRow; readonly above: Organisation | null; readonly id: string },
): Promise<Organisation> {
  const { unit, above, id } = given
  return ports.organisations.found({
    name: unit.name,
    zone: unit.zone ?? above?.zone ?? zoneDefault,
    kind: 'real',
    parent: above?.id ?? null,
    actor: id,
  })
}

/**
 * The membership that an interrupted run wrote into the log and no further; null: it had not come
 * to that. A unit whose people have all gone is no such unit: refuses with `units.left`.
 */
async function membershipBegun(
  ports: AppPorts,
  org: Organisation,
  { person }: UnitRow,
): Promise<Membership | null> {
  const { memberships, people } = await ports.rosters.of(org.id)
  const [first] = memberships
  if (first === undefined) return null
  const isBegun = memberships.length === 1 && people.get(first.person)?.name === person
  if (!isBegun) return refuseLeft()
  return { org: org.id, person: first.person, roles: first.roles, record: first.record }
}

function writeFirst(
  ports: AppPorts,
  org: Organisation,
  { unit: { person, kind, size, start }, id }: { readonly unit: UnitRow; readonly id: string },
): Promise<Membership> {
  return writeFirstEntries(ports, org, {
    person,
    id,
    roles: firstRoles,
    kind,
    size,
    ...(start === null ? {} : { start }),
  })
}

/** Whoever looks after several units has one account, and one link for the first of them. */
async function accountFor(
  { accounts }: AppPorts,
  { username }: UnitRow,
  made: Map<string, AccountId>,
): Promise<{ readonly account: AccountId; readonly link: string | null }> {
  const before = made.get(username)
  if (before !== undefined) return { account: before, link: null }
  const known = (await accounts.judgeUsernames([username])).get(username)?.account ?? null
  const account = known ?? (await accounts.create({ username, password: null, lang: 'zh' }))
  made.set(username, account)
  // Made before an interruption, it waits for its link still.
  const waits = known === null || (await accounts.organisationsOf(known)).length === 0
  const link = { purpose: 'invited', account, days: linkDays } as const
  return { account, link: waits ? await accounts.makeLink(link) : null }
}

function refuseLeft(): never {
  throw new Refusal([
    fault('units.left', {
      text: {
        zh: '这个单位已有台账，但没有人能登录。',
        en: 'This unit has a ledger, but nobody who can sign in.',
      },
      hint: {
        zh: '不能由表格接管；请核实单位名称。',
        en: 'A sheet cannot take it over; check the name of the unit.',
      },
    }),
  ])
}

function refuseAbove({ name }: UnitRow): never {
  throw new Refusal([
    fault('units.above-failed', {
      text: {
        zh: `上级单位“${name.zh}”没有设立成。`,
        en: `The body above, ${name.en}, was not founded.`,
      },
      hint: { zh: '解决后再导入一次。', en: 'Put it right and import once more.' },
    }),
  ])
}
