import type { Duty } from '../../duty/duty.ts'
import { madeLists, offeredChoices } from '../../ledger/choice.ts'
import type { CoreRegister } from '../../ledger/core/core-registers.ts'
import { core, coreLists } from '../../ledger/core/core-registers.ts'
import { reportWordIds, subjectOf } from '../../ledger/core/unit-terms.ts'
import type { Place } from '../../ledger/fault.ts'
import { refuse } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import type { Values } from '../../ledger/value.ts'
import { canonicalJson } from '../../log/canonical-json.ts'
import type { Pack } from '../../pack/pack.ts'
import { mayBeLaidDown, servingItems } from '../../pack/pack-of-unit.ts'
import { deny, mayWrite, readableRegister } from '../access/access.ts'
import { todayIn } from '../clock/wall-clock.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { signedYears } from '../records/signed-years.ts'
import { correctIn, recordIn } from '../records/write-record.ts'
import { namesOf } from '../roster/roster.ts'
import { unitRecords } from './keep-unit-packs.ts'

type Needs = Pick<AppPorts, 'store' | 'clock' | 'rosters' | 'calendar' | 'unitPacks' | 'random'>

/** What something is called from a day on. */
export interface NameThing {
  /** A list that the pack opens, the instruments, or the words of reports. */
  readonly list: string
  /** Null: an item of the unit's own that is new. */
  readonly item: string | null
  /** Null: as the pack calls it. */
  readonly name: string | null
  readonly nameEn: string | null
  /** Absent: as before. Null: it serves none. */
  readonly serves?: string | null
  readonly unused: boolean
  readonly from: string
  /** Drawn once for what is new, however often it is sent: it then becomes one item. */
  readonly key: string | null
}

const nameCharactersMax = 60
const instrumentCharactersMax = 120
const wordsCharactersMax = 1000

/**
 * Says what the unit calls something. Said again for the same day, it is corrected. Refuses with
 * `access.denied`, `unit.item`, `unit.name`, `unit.person-name`, `unit.serves`, `unit.signed-year`.
 */
export async function nameThing(
  ports: Needs,
  session: Session,
  { list, item, name, nameEn, unused, from, serves, key }: NameThing,
): Promise<void> {
  const { pack } = session
  checkItem(pack, { list, item, name })
  const id = item ?? `own-${(key ?? ports.random.uuid()).slice(0, 8)}`
  await checkName(ports, session, { list, item: id, name })
  const served = serves === undefined ? servedBy(pack, { list, item: id }) : serves
  if (served !== null && !pack.functions.some((one) => one.id === served && one.list === list)) {
    refuseServes(served)
  }
  return say(ports, session, core.naming, {
    list,
    item: id,
    ...(name === null ? {} : { name }),
    ...(nameEn === null ? {} : { nameEn }),
    ...(served === null ? {} : { serves: served }),
    ...(unused ? { unused } : {}),
    from,
  })
}

/** What kind of body a unit is from a day on; null: it does not say. */
export interface StateProfile {
  readonly kind: string | null
  readonly size: string | null
  readonly from: string
}

/** Says what the unit is. Refuses as `nameThing`, and with the faults of the two choices. */
export async function stateProfile(
  ports: Needs,
  session: Session,
  { kind, size, from }: StateProfile,
): Promise<void> {
  return say(ports, session, core.profile, profileValues({ kind, size, from }))
}

/** The values of a record that says what a unit is. */
export function profileValues({ kind, size, from }: StateProfile): Values {
  return { ...(kind === null ? {} : { kind }), ...(size === null ? {} : { size }), from }
}

/** A duty that is taken up or laid down from a day on. */
export interface SwitchDuty {
  readonly duty: string
  readonly on: boolean
  readonly reason: string
  readonly from: string
}

/**
 * Takes a duty up or lays it down. Refuses as `nameThing`, where there is no such duty, and with
 * `unit.duty-stands` to lay down one that says what must not have happened.
 */
export async function switchDuty(
  ports: Needs,
  session: Session,
  { duty, on, reason, from }: SwitchDuty,
): Promise<void> {
  const known = session.pack.duties.get(duty)
  if (known?.isLaid === true) refuseLaid(known)
  if (!on && known && !mayBeLaidDown(known)) refuseToLayDown(known)
  return say(ports, session, core.dutySwitch, {
    duty,
    state: on ? 'on' : 'off',
    reason,
    person: session.actor.person,
    from,
  })
}

/** The first day of the ledger: nothing before it is owed. */
export interface StartLedger {
  readonly from: string
}

/**
 * Says from which day on duties are owed; said again, it is corrected. Refuses as `nameThing`, and
 * with `unit.start` a day that is too far ahead.
 */
export async function startLedger(
  ports: Needs,
  session: Session,
  { from }: StartLedger,
): Promise<void> {
  checkStart(from, { today: todayIn(session.org.zone, ports.clock), at: ['body', 'from'] })
  return say(ports, session, core.ledgerStart, { from })
}

/** Refuses with `unit.start` a first day after the year that follows. */
export function checkStart(
  from: string,
  { today, at }: { readonly today: string; readonly at: Place },
): void {
  const last = `${Number(today.slice(0, 4)) + 1}-12-31`
  if (from <= last) return
  refuse('unit.start', {
    at,
    text: { zh: '台账起始日太远了。', en: 'This first day of the ledger is too far ahead.' },
    hint: { zh: `最晚为 ${last}。`, en: `It is ${last} at the latest.` },
  })
}

/** Whether the caller may say these things. */
export function maySayUnit(session: Session): boolean {
  const register = session.pack.registers.get(core.naming.id)
  return register !== undefined && mayWrite(session, register)
}

async function say(
  ports: Needs,
  session: Session,
  { id }: CoreRegister,
  values: Values,
): Promise<void> {
  const register = readableRegister(session, id)
  if (!mayWrite(session, register)) deny()
  const { said, signed } = await ports.store.read(session.org.id, async (reader) => ({
    said: await unitRecords(reader),
    signed: await signedYears(reader),
  }))
  const before = said.find((one) => isSame(one, { register: id, values }))
  // Sent again because the answer was lost: the log has it.
  if (before !== undefined && canonicalJson(before.values) === canonicalJson(values)) return
  checkYear(signed, {
    touched: firstTouched(before, { register: id, values }),
    // A first day that a signed year was judged by moves no more.
    stays: id === core.ledgerStart.id ? (before?.occurredOn ?? '') : null,
  })
  if (before === undefined) {
    await recordIn(ports, session, { register, values, reason: null, idempotency: null })
  } else {
    const given = { register, before, expected: before.version, values, reason: reasonOf(id) }
    await correctIn(ports, session, given)
  }
  ports.unitPacks.forget(session.org.id)
}

/**
 * The first day for which something changes. A first day of the ledger changes what is owed from
 * the earlier of the two on, and where there was none, from ever on.
 */
function firstTouched(
  before: LedgerRecord | undefined,
  { register, values }: { readonly register: string; readonly values: Values },
): string {
  const from = String(values[core.naming.names.from])
  if (register !== core.ledgerStart.id) return from
  const was = before?.occurredOn ?? ''
  return was < from ? was : from
}

/** One thing from one day has one record; the ledger has one first day. */
function isSame(
  one: LedgerRecord,
  other: { readonly register: string; readonly values: Values },
): boolean {
  const isOfDay =
    other.register === core.ledgerStart.id ||
    one.occurredOn === other.values[core.naming.names.from]
  return isOfDay && subjectOf(one) === subjectOf(other)
}

/** Why a version follows: its reason stands in the log, which is in Chinese. */
function reasonOf(register: string): string {
  return register === core.ledgerStart.id ? '更改台账起始日' : '同一日期重新填写'
}

function servedBy(pack: Pack, { list, item }: { list: string; item: string }): string | null {
  const given = { lists: pack.lists, terms: pack.unit }
  const serves = pack.functions.find(
    (one) => one.list === list && servingItems(one, given).some(({ id }) => id === item),
  )
  return serves?.id ?? null
}

function checkItem(
  pack: Pack,
  { list, item, name }: Pick<NameThing, 'list' | 'item' | 'name'>,
): void {
  if (!mayName(pack, { list, item })) {
    refuse('unit.item', {
      at: ['body', 'item'],
      text: { zh: '没有这一项，或者不能由本单位命名。', en: 'The unit cannot name this.' },
      hint: { zh: '请从页面上的清单中选择。', en: 'Choose one on the page.' },
    })
  }
  if (item === null && name === null) refuseName({ zh: '请填写名称。', en: 'Give it a name.' })
}

function mayName(pack: Pack, { list, item }: Pick<NameThing, 'list' | 'item'>): boolean {
  if (list === madeLists.reportWords) return reportWordIds.some((id) => id === item)
  const open = pack.named.find((one) => one.list === list)
  const isInstrument = list === madeLists.instruments
  if (open === undefined && !isInstrument) return false
  if (item === null) return isInstrument || open?.own === true
  return pack.lists.get(list)?.some(({ id }) => id === item) === true
}

/** Bodies, offices and texts have names here; people never do. */
async function checkName(
  { rosters }: Pick<AppPorts, 'rosters'>,
  { org, pack }: Session,
  { list, item, name }: Pick<NameThing, 'list' | 'item' | 'name'>,
): Promise<void> {
  if (name === null) return
  const max = charactersMaxOf(list, item)
  if (name.length > max || /[\p{Cc}\p{Cf}]/u.test(name)) {
    refuseName({
      zh: `写成一行，最多${max}个字，不带制表符和看不见的字符。`,
      en: `One line of at most ${max} characters, without tabs and characters that cannot be seen.`,
    })
  }
  const others = offeredChoices(pack.lists.get(list) ?? [], []).filter(({ id }) => id !== item)
  if (others.some(({ label }) => label.zh === name)) {
    refuseName({ zh: `已有“${name}”，请勿重复。`, en: `There is “${name}” already.` })
  }
  const called = namesOf(await rosters.of(org.id)).peopleCalled?.(name) ?? []
  if (called.length === 0) return
  refuse('unit.person-name', {
    at: ['body', 'name'],
    text: { zh: `“${name}”是人员姓名。`, en: `“${name}” is the name of a person.` },
    hint: { zh: '这里只写单位和机构的名称。', en: 'Only names of bodies and offices stand here.' },
  })
}

function charactersMaxOf(list: string, item: string | null): number {
  if (list === madeLists.instruments) return instrumentCharactersMax
  const isLine = list === madeLists.reportWords && item !== 'addressee'
  return isLine ? wordsCharactersMax : nameCharactersMax
}

/** A report that was signed keeps its words and figures. */
function checkYear(
  signed: ReadonlySet<number>,
  { touched, stays }: { readonly touched: string; readonly stays: string | null },
): void {
  const last = [...signed].reduce((most, one) => Math.max(most, one), 0)
  const isIn = (day: string) => Number(day.slice(0, 4)) <= last
  if (signed.size === 0 || !isIn(touched)) return
  refuse('unit.signed-year', {
    at: ['body', 'from'],
    text: {
      zh: `${last}年的报告已经签发，那一年的叫法、责任事项和起始日不再改变。`,
      en: `The report of ${last} is signed: names, duties and first day of that year change no more.`,
    },
    hint: stays !== null && isIn(stays) ? startStays : fromNextYear(last),
  })
}

const startStays: Label = {
  zh: '台账起始日不再变动。补录以前的事项不需要改它，照常登记即可。',
  en: 'The first day stays as it is. What happened before it can be recorded all the same.',
}

function fromNextYear(last: number): Label {
  return {
    zh: `请填写 ${last + 1}-01-01 或以后的日期。`,
    en: `Choose ${last + 1}-01-01 or a later day.`,
  }
}

function refuseName(hint: { readonly zh: string; readonly en: string }): never {
  refuse('unit.name', {
    at: ['body', 'name'],
    text: { zh: '不能这样写。', en: 'It cannot be written so.' },
    hint,
  })
}

function refuseToLayDown({ label }: Duty): never {
  refuse('unit.duty-stands', {
    at: ['body', 'duty'],
    text: {
      zh: `“${label.zh}”说的是不应发生的事，不能停用。`,
      en: `“${label.en}” says what must not have happened; it cannot be switched off.`,
    },
    hint: {
      zh: '没有发生的，请责任人书面确认；发生了的，如实登记。',
      en: 'Attest that nothing happened, or record what did.',
    },
  })
}

function refuseLaid({ label }: Duty): never {
  refuse('unit.duty-laid', {
    at: ['body', 'duty'],
    text: {
      zh: `“${label.zh}”由上级责任清单下达，不在这里启用或停用。`,
      en: `“${label.en}” is laid by a list of the body above and is not switched here.`,
    },
    hint: {
      zh: '请在“责任清单”页面上确定是否适用。',
      en: 'Say on the page of duty lists whether it applies.',
    },
  })
}

function refuseServes(id: string): never {
  refuse('unit.serves', {
    at: ['body', 'serves'],
    text: { zh: `没有职能“${id}”。`, en: `There is no function “${id}”.` },
    hint: { zh: '请从页面上选择。', en: 'Choose one on the page.' },
  })
}

/** Lists that say what a unit may be. */
export const profileLists = { kinds: coreLists.bodyKinds, sizes: coreLists.bodySizes } as const
