import { madeLists } from '../../ledger/choice.ts'
import { core } from '../../ledger/core/core-registers.ts'
import type { ReportWordId, UnitName, UnitProfile } from '../../ledger/core/unit-terms.ts'
import { reportWordIds } from '../../ledger/core/unit-terms.ts'
import type { Label } from '../../ledger/label.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import { titleOf } from '../../ledger/register/title.ts'
import type { DutyOff, Pack } from '../../pack/pack.ts'
import { servingItems } from '../../pack/pack-of-unit.ts'
import { todayIn } from '../clock/wall-clock.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { namesOf } from '../roster/roster.ts'
import { unitRecords } from './keep-unit-packs.ts'
import { maySayUnit, profileLists } from './write-unit.ts'

/** An item of a list, as the unit calls it. */
export interface UnitItem {
  readonly id: string
  readonly name: Label
  /** What the pack calls it; null: the unit added it. */
  readonly called: Label | null
  readonly unused: boolean
  /** The function that it serves; null: none. */
  readonly serves: string | null
  /** The day from which the unit calls it so; null: it has said nothing. */
  readonly from: string | null
}

/** A list that the unit names. */
export interface UnitList {
  readonly list: string
  readonly label: Label
  readonly own: boolean
  readonly functions: readonly { readonly id: string; readonly label: Label }[]
  readonly items: readonly UnitItem[]
}

/** A duty of the pack, and whether it binds the unit. */
export interface UnitDuty {
  readonly duty: string
  readonly label: Label
  readonly part: string
  readonly on: boolean
  readonly why: DutyOff['why'] | null
  readonly reason: Label | null
  /** The day from which the unit said so of this duty; null: it follows from what the unit is. */
  readonly from: string | null
}

/** What a unit is and what it calls things, on the page where it says so. */
export interface UnitView {
  readonly today: string
  readonly mayEdit: boolean
  readonly lists: readonly UnitList[]
  readonly reportWords: readonly {
    readonly id: ReportWordId
    readonly words: string | null
    readonly from: string | null
  }[]
  readonly profile: UnitProfile | null
  /** The first day of the ledger, before which nothing is owed; null: it has none. */
  readonly start: string | null
  readonly kinds: readonly { readonly id: string; readonly label: Label }[]
  readonly sizes: readonly { readonly id: string; readonly label: Label }[]
  readonly duties: readonly UnitDuty[]
  /** What is said already and holds from a later day. */
  readonly later: readonly {
    readonly record: string
    readonly title: Label
    readonly from: string
  }[]
}

/** What the unit says of itself today, beside what the pack says. */
export async function readUnit(
  ports: Pick<AppPorts, 'store' | 'clock' | 'packs' | 'rosters'>,
  session: Session,
): Promise<UnitView> {
  const { pack, org } = session
  const today = todayIn(org.zone, ports.clock)
  const said = await ports.store.read(org.id, unitRecords)
  const names = namesOf(await ports.rosters.of(org.id))
  const choices = (list: string) =>
    (pack.lists.get(list) ?? []).map(({ id, label }) => ({ id, label }))
  return {
    today,
    mayEdit: maySayUnit(session),
    lists: [
      ...pack.named.map(({ list, label, own }) => ({
        list,
        label,
        own,
        functions: pack.functions
          .filter((one) => one.list === list)
          .map(({ id, label }) => ({ id, label })),
        items: itemsOf(list, pack, ports.packs.current),
      })),
      {
        list: madeLists.instruments,
        label: instrumentsLabel,
        own: true,
        functions: [],
        items: itemsOf(madeLists.instruments, pack, ports.packs.current),
      },
    ],
    reportWords: reportWordIds.map((id) => ({
      id,
      words: pack.reportWords[id] ?? null,
      from: nameIn(pack, { list: madeLists.reportWords, item: id })?.from ?? null,
    })),
    profile: pack.unit.profile,
    start: pack.unit.start,
    kinds: choices(profileLists.kinds),
    sizes: choices(profileLists.sizes),
    duties: dutiesOf(pack),
    later: said
      .filter(({ register }) => register !== core.ledgerStart.id)
      .filter(({ occurredOn }) => occurredOn !== null && occurredOn > today)
      .flatMap((record) => laterOf(record, { pack, names })),
  }
}

const instrumentsLabel: Label = { zh: '依据文件', en: 'Instruments' }

function itemsOf(list: string, pack: Pack, loaded: Pack): readonly UnitItem[] {
  const called = new Map((loaded.lists.get(list) ?? []).map(({ id, label }) => [id, label]))
  const given = { lists: pack.lists, terms: pack.unit }
  const served = new Map(
    pack.functions
      .filter((one) => one.list === list)
      .flatMap((one) => servingItems(one, given).map((item) => [item.id, one.id])),
  )
  return (pack.lists.get(list) ?? []).map(({ id, label, retired = false }) => {
    const said = nameIn(pack, { list, item: id })
    return {
      id,
      name: label,
      called: called.get(id) ?? null,
      unused: retired,
      serves: served.get(id) ?? said?.serves ?? null,
      from: said?.from ?? null,
    }
  })
}

function nameIn(
  { unit }: Pack,
  { list, item }: { readonly list: string; readonly item: string },
): UnitName | undefined {
  return unit.names.find((one) => one.list === list && one.item === item)
}

/**
 * Every duty of the pack in its order, those that do not bind the unit among them. What a list of
 * the body above lays is taken up and laid down on the page of lists.
 */
function dutiesOf(pack: Pack): readonly UnitDuty[] {
  const switched = new Map(pack.unit.switches.map((one) => [one.duty, one]))
  return (pack.lists.get('duties') ?? []).flatMap(({ id, label }) => {
    const off = pack.off.get(id)
    const duty = off?.duty ?? pack.duties.get(id)
    if (duty === undefined || duty.isLaid === true) return []
    const said = switched.get(id)
    return [
      {
        duty: id,
        label,
        part: duty.part,
        on: off === undefined,
        why: off?.why ?? null,
        reason: off?.reason ?? (said ? { zh: said.reason, en: said.reason } : null),
        from: said?.from ?? null,
      },
    ]
  })
}

function laterOf(
  { id, register: of, values, occurredOn }: LedgerRecord,
  { pack, names }: { readonly pack: Pack; readonly names: ReturnType<typeof namesOf> },
): UnitView['later'] {
  const register = pack.registers.get(of)
  if (register === undefined || occurredOn === null) return []
  const title = titleOf(register, values, { lists: pack.lists, names })
  return [{ record: id, title, from: occurredOn }]
}
