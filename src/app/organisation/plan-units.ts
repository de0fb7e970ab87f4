import type { Fault } from '../../ledger/fault.ts'
import { fault } from '../../ledger/fault.ts'
import type { JudgedUsername } from '../ports/account-ports.ts'
import type { Organisation, OrgId } from '../ports/store-ports.ts'
import type { UnitRow, WrongRow } from './unit-sheet.ts'

/** A row that can be done, and what there is of it. */
export interface PlannedUnit {
  readonly unit: UnitRow
  /** `unfinished`: founded, but nobody can sign in there yet. */
  readonly state: 'new' | 'unfinished' | 'there'
  /** Null: it is to be founded. */
  readonly org: Organisation | null
  /** A row of the sheet, or an organisation that is there; null: it stands at the top. */
  readonly above: UnitRow | Organisation | null
}

/** What a sheet comes to: those that can be done, a body always before those below it. */
export interface UnitPlan {
  readonly planned: readonly PlannedUnit[]
  readonly wrong: readonly WrongRow[]
}

/** What is there already. */
export interface UnitsThere {
  readonly organisations: readonly Organisation[]
  /** Organisations in which nobody can sign in. */
  readonly empty: ReadonlySet<OrgId>
  readonly usernames: ReadonlyMap<string, JudgedUsername>
  /** Where those stand that name no body above; null: at the top. */
  readonly below: Organisation | null
}

type Decided = PlannedUnit | WrongRow
type Above = UnitRow | Organisation | null

/**
 * Says of each row what is to be done: a unit is known by its name below one body. What is there is
 * left alone, so that a sheet can be brought again, longer or after an interruption. Whoever stands
 * below a row with faults waits for it.
 */
export function planUnits(
  read: { readonly units: readonly UnitRow[]; readonly wrong: readonly WrongRow[] },
  there: UnitsThere,
): UnitPlan {
  const { units } = read
  const aboveOf = new Map(units.map((unit) => [unit, findAbove(unit, nameFinder(read, there))]))
  const decide = decider(units, there)
  const decided = new Map<UnitRow, Decided>()
  let waiting = inOfficialOrder(units)
  while (waiting.length > 0) {
    const turn = waiting.filter((unit) => {
      const above = aboveOf.get(unit)
      return !isRow(above) || decided.has(above)
    })
    // What is left stands below itself.
    for (const unit of turn.length === 0 ? waiting : []) decided.set(unit, wrong(unit, [circle()]))
    for (const unit of turn) {
      const above = aboveOf.get(unit) ?? null
      decided.set(unit, decide(unit, above, isRow(above) ? decided.get(above) : undefined))
    }
    waiting = waiting.filter((unit) => !decided.has(unit))
  }
  const all = [...decided.values()]
  return {
    planned: all.filter((one): one is PlannedUnit => !isWrong(one)),
    wrong: [...read.wrong, ...all.filter(isWrong)].toSorted((one, other) => one.row - other.row),
  }
}

function decider(
  units: readonly UnitRow[],
  { organisations, empty, usernames }: UnitsThere,
): (unit: UnitRow, above: Above | Fault, decidedAbove: Decided | undefined) => Decided {
  const known = new Map(organisations.filter(isReal).map((one) => [placeOf(one), one]))
  const usernameFault = usernameJudge(units, usernames)
  const first = new Map<string, UnitRow>()
  return (unit, above, decidedAbove) => {
    const faults = [usernameFault(unit)].filter((one) => one !== null)
    if (isFault(above)) return wrong(unit, [...faults, above])
    if (decidedAbove !== undefined && isWrong(decidedAbove)) {
      return wrong(unit, [...faults, aboveWrong(decidedAbove.name)])
    }
    const parent = decidedAbove === undefined ? orgOf(above) : decidedAbove.org
    const isBelowNew = isRow(above) && parent === null
    const place = isBelowNew
      ? `row ${above.row} ${unit.name.zh}`
      : placeOf({ parent: parent?.id ?? null, name: unit.name })
    const twin = first.get(place)
    if (twin !== undefined) faults.push(twice(twin.row))
    if (faults.length > 0) return wrong(unit, faults)
    first.set(place, unit)
    const org = known.get(place) ?? null
    const state = org === null ? 'new' : empty.has(org.id) ? 'unfinished' : 'there'
    return { unit, state, org, above: parent ?? above }
  }
}

function inOfficialOrder(units: readonly UnitRow[]): readonly UnitRow[] {
  const place = ({ order }: UnitRow) => order ?? Number.MAX_SAFE_INTEGER
  return units.toSorted((one, other) => place(one) - place(other) || one.row - other.row)
}

interface Named {
  readonly rows: readonly UnitRow[]
  readonly organisations: readonly Organisation[]
  readonly isWrongRow: boolean
  readonly below: Organisation | null
}

/** Who is called so, in the sheet and among those that are there. */
function nameFinder(
  read: { readonly units: readonly UnitRow[]; readonly wrong: readonly WrongRow[] },
  { organisations, below }: UnitsThere,
): (name: string) => Named {
  const rows = new Map<string, UnitRow[]>()
  for (const unit of read.units) {
    for (const name of new Set([unit.name.zh, ...unit.aliases])) push(rows, name, unit)
  }
  const there = new Map<string, Organisation[]>()
  for (const one of organisations.filter(isReal)) {
    for (const name of new Set([one.name.zh, one.publicId])) push(there, name, one)
  }
  const wrongNames = new Set(read.wrong.map(({ name }) => name))
  return (name) => ({
    rows: rows.get(name) ?? [],
    organisations: there.get(name) ?? [],
    isWrongRow: wrongNames.has(name),
    below,
  })
}

function findAbove({ above }: UnitRow, namedSo: (name: string) => Named): Above | Fault {
  const { rows, organisations, isWrongRow, below } = namedSo(above ?? '')
  if (above === null) return below
  const [row, other] = rows
  if (other !== undefined) return aboveMany(above)
  if (row !== undefined) return row
  if (isWrongRow) return aboveWrong(above)
  if (organisations.length > 1) return aboveMany(above)
  return organisations[0] ?? aboveUnknown(above)
}

/** Names that somebody has are right: one person may look after several units. */
function usernameJudge(
  units: readonly UnitRow[],
  usernames: UnitsThere['usernames'],
): (unit: UnitRow) => Fault | null {
  const firstSeen = new Map<string, UnitRow>()
  for (const unit of units) {
    const seen = usernames.get(unit.username)?.seen ?? unit.username
    if (!firstSeen.has(seen)) firstSeen.set(seen, unit)
  }
  return (unit) => {
    const judged = usernames.get(unit.username)
    if (judged?.fault) return judged.fault
    const first = firstSeen.get(judged?.seen ?? unit.username)
    if (first === undefined || first.username === unit.username) return null
    return alike(first)
  }
}

function placeOf({ parent, name }: Pick<Organisation, 'parent' | 'name'>): string {
  return `${parent ?? 'top'} ${name.zh}`
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key)
  if (known === undefined) map.set(key, [value])
  else known.push(value)
}

function isReal({ kind }: Organisation): boolean {
  return kind === 'real'
}

function isRow(above: Above | Fault | undefined): above is UnitRow {
  return above !== null && above !== undefined && 'row' in above
}

function isFault(above: Above | Fault): above is Fault {
  return above !== null && 'code' in above
}

function isWrong(one: Decided): one is WrongRow {
  return 'faults' in one
}

function orgOf(above: Above): Organisation | null {
  return isRow(above) ? null : above
}

function wrong({ row, name }: UnitRow, faults: readonly Fault[]): WrongRow {
  return { row, name: name.zh, faults }
}

function aboveUnknown(name: string): Fault {
  return fault('units.above-unknown', {
    text: { zh: `没有上级单位“${name}”。`, en: `There is no body “${name}” above.` },
    hint: {
      zh: '写表中或系统中的单位名称，也可写表中的简称、编码。',
      en: 'Write a name of the sheet or of this system, or a short name or code of the sheet.',
    },
  })
}

function aboveMany(name: string): Fault {
  return fault('units.above-many', {
    text: { zh: `有几个单位叫“${name}”。`, en: `Several units are called “${name}”.` },
    hint: { zh: '请写编码。', en: 'Write the code of the one that is meant.' },
  })
}

function aboveWrong(name: string): Fault {
  return fault('units.above-wrong', {
    text: { zh: `上级单位“${name}”那一行有误。`, en: `The row of “${name}” above has faults.` },
    hint: { zh: '先改正那一行。', en: 'Put that row right first.' },
  })
}

function circle(): Fault {
  return fault('units.circle', {
    text: { zh: '上级单位绕回到了自己。', en: 'It stands below itself.' },
    hint: { zh: '检查上级单位一列。', en: 'Look at the column of bodies above.' },
  })
}

function twice(row: number): Fault {
  return fault('units.twice', {
    text: { zh: `与第 ${row} 行是同一个单位。`, en: `Row ${row} is the same unit.` },
    hint: { zh: '删去一行；确是两个单位的，写全称区分。', en: 'Remove one, or name them apart.' },
  })
}

function alike({ row, username }: UnitRow): Fault {
  return fault('username.alike', {
    text: {
      zh: `登录名与第 ${row} 行的“${username}”看上去一样。`,
      en: `The sign-in name looks like “${username}” of row ${row}.`,
    },
    hint: { zh: '请换一个不易混淆的。', en: 'Choose one that cannot be mistaken.' },
  })
}
