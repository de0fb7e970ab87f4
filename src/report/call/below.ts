import type { CollectedRow } from '../../ledger/core/collected.ts'
import { collectedRows } from '../../ledger/core/collected.ts'
import { core, coreRow, coreRows, coreValues } from '../../ledger/core/core-registers.ts'
import { rowsOf } from '../../ledger/fields/rows/rows.ts'
import type { FigureValue, LogPosition } from '../../ledger/figure/figure.ts'
import type { Label } from '../../ledger/label.ts'
import { textOf } from '../../ledger/read-value.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import type { Call, CallItem } from './call.ts'
import { callOf } from './call.ts'
import type { Addressed, AnswersUnder, Subordinate } from './subordinate.ts'
import { answersAs, askedOf, inOfficialOrder } from './subordinate.ts'

/** A call that passes on one of the body above, as the log of whoever passes it on has it. */
export interface PassedOn {
  /** Id of its record. */
  readonly id: string
  /** Hash (base64) of the entry that signed it: what the answers below name. */
  readonly digest: string
  readonly call: Call
  readonly addressed: Addressed
}

/** The same as the record of the call has it, with the hash of the entry that signed it. */
export function passedOnIn(
  { id, values }: Pick<LedgerRecord, 'id' | 'values'>,
  digest: string,
): PassedOn {
  const said = coreValues(core.call, values)
  const units = rowsOf(said.addressees).flatMap(
    (row) => textOf(coreRow(coreRows.addressee, row).unit) ?? [],
  )
  return { id, digest, call: callOf(values), addressed: { units, on: textOf(said.on) ?? '' } }
}

/** The record of an arrival, as far as it is counted. */
export type CountedArrival = Pick<
  LedgerRecord,
  'id' | 'register' | 'state' | 'entry' | 'firstEntry' | 'values'
>

/** The digest of an answer that was counted: enough to know it again, and nothing of its ground. */
export interface AnswerDigest {
  /** The record of its arrival, and the entry that says so, in the log of whoever counted it. */
  readonly record: string
  readonly entry: number
  /** Digest (base64) that the signature of the answer stands over. */
  readonly digest: string
  /** Size and root of the log that answered, under which it was verified. */
  readonly size: number
  readonly root: string
  /** What it says to each thing asked. */
  readonly rows: readonly CollectedRow[]
}

/** A body that was asked in turn; null: no answer of it stands. */
export interface BodyBelow {
  readonly name: string
  /** Origin of its log, and the key that is believed of it; null: it has none. */
  readonly log: string | null
  readonly key: string | null
  readonly answer: AnswerDigest | null
}

/** What was added up of one thing asked. */
export interface BelowTotal {
  readonly item: string
  /** Null where no answer has a number. Missing is not zero. */
  readonly sum: number | null
  /** Bodies that said something to it, and those that did not, down to the last level. */
  readonly answered: number
  readonly missing: number
}

/** What a body counted of those below it, when it answers a call that it passed on. */
export interface Below {
  readonly passedOn: PassedOn
  /** In their official order. */
  readonly bodies: readonly BodyBelow[]
  readonly totals: readonly BelowTotal[]
}

/**
 * Adds up what was collected by a call that was passed on: the newest answer of each body asked
 * that was not returned. Whoever counts and whoever verifies add up by this.
 */
export function countBelow(
  passedOn: PassedOn,
  given: {
    readonly subordinates: readonly Subordinate[]
    readonly arrivals: readonly CountedArrival[]
  },
): Below {
  const standing = standingByLog(passedOn.id, given.arrivals)
  const asked = askedOf(inOfficialOrder(given.subordinates), passedOn.addressed)
  const answers: AnswersUnder = (log) => (standing.has(log) ? 'stands' : 'none')
  const bodies = asked.map((body): BodyBelow => {
    const answer = standing.get(answersAs(body, answers)) ?? null
    return { name: body.name, log: body.log, key: body.key, answer }
  })
  // Whoever verifies sees the lines that the report states: of others nothing is added up.
  const totals = passedOn.call.items
    .filter(({ item }) => bodies.every(({ answer }) => answer === null || rowOf(answer, item)))
    .map(({ item }) => totalOf(item, bodies))
  return { passedOn, bodies, totals }
}

/** What an answer says to a line; undefined: that is not opened, as each line has a row. */
function rowOf({ rows }: AnswerDigest, item: string): CollectedRow | undefined {
  return rows.find((row) => row.item === item)
}

function standingByLog(
  call: string,
  arrivals: readonly CountedArrival[],
): ReadonlyMap<string, AnswerDigest> {
  const newest = new Map<string, AnswerDigest>()
  for (const arrival of arrivals) {
    const rows = collectedRows(arrival)
    const [first] = rows
    if (first === undefined || first.call !== call || first.step === 'returned') continue
    const known = newest.get(first.log)
    if (known && !isNewer(first, known)) continue
    const digest = textOf(coreValues(core.receivedReport, arrival.values).digest) ?? ''
    const { record, entry, size, root, log } = first
    newest.set(log, { record, entry, digest, size, root, rows })
  }
  return newest
}

/**
 * Of two answers of a body the newer is the one under its larger log. An entry of ours also comes
 * of accepting or returning one that was corrected since.
 */
function isNewer(
  one: Pick<CollectedRow, 'size' | 'entry'>,
  other: Pick<CollectedRow, 'size' | 'entry'>,
): boolean {
  return one.size === other.size ? one.entry > other.entry : one.size > other.size
}

function totalOf(item: string, bodies: readonly BodyBelow[]): BelowTotal {
  const rows = bodies.map(({ answer }) => (answer && rowOf(answer, item)) ?? null)
  let [answered, missing] = [0, 0]
  const numbers: number[] = []
  for (const row of rows) {
    if (isSaid(row)) answered += 1
    else missing += 1
    answered += row?.answered ?? 0
    missing += row?.lacking ?? 0
    for (const number of [row?.value, row?.below]) if (number != null) numbers.push(number)
  }
  return { item, sum: numbers.length === 0 ? null : addedUp(numbers), answered, missing }
}

function isSaid(row: CollectedRow | null): boolean {
  return row !== null && (row.value !== null || row.said !== null)
}

/** Numbers are collected to four places, and added up as integers: 0.1 and 0.2 are 0.3. */
function addedUp(numbers: readonly number[]): number {
  let [units, parts] = [0, 0]
  for (const number of numbers) {
    const whole = Math.trunc(number)
    units += whole
    parts += Math.round((number - whole) * 1e4)
  }
  return units + parts / 1e4
}

/** What of a total a claim states. */
const aspects = ['sum', 'answered', 'missing'] as const
type Aspect = (typeof aspects)[number]

/**
 * The name of what was counted below, where the name of a figure stands in an answer. No figure of
 * a pack is called so: those have no underscores.
 */
export function belowFigure(item: string, aspect: Aspect): string {
  return aspect === 'sum' ? `below_${item}` : `below_${item}_${aspect}`
}

/** The thing asked that such a name counts; null where it is no such name. */
export function belowItemOf({ passedOn }: Below, figure: string): string | null {
  const named = passedOn.call.items.find(({ item }) =>
    aspects.some((aspect) => belowFigure(item, aspect) === figure),
  )
  return named?.item ?? null
}

/** Whether a name is that of something counted below. */
export function isBelowFigure(figure: string): boolean {
  return itemBelow(figure) !== null
}

/** The line of a call that a name of something counted below is about; null: it is no such name. */
export function itemBelow(figure: string): string | null {
  const [below, item = null] = figure.split('_')
  return below === 'below' ? item : null
}

/** The value of what was counted below under such a name; null where it is none. */
export function belowValue(
  { passedOn, bodies, totals }: Below,
  figure: string,
  asOf: LogPosition,
): FigureValue | null {
  for (const { item, ...total } of totals) {
    const aspect = aspects.find((one) => belowFigure(item, one) === figure)
    const asked = passedOn.call.items.find((one) => one.item === item)
    if (aspect === undefined || asked === undefined) continue
    return {
      figure,
      value: total[aspect],
      records: bodies.flatMap(({ answer }) => answer?.record ?? []),
      unit: unitOf(asked, aspect),
      period: passedOn.call.period,
      definition: definitionOf(asked, aspect),
      asOf,
    }
  }
  return null
}

function unitOf({ unit }: CallItem, aspect: Aspect): Label {
  if (aspect !== 'sum') return { zh: '个', en: 'bodies' }
  return { zh: unit ?? '', en: unit ?? '' }
}

function definitionOf({ label }: CallItem, aspect: Aspect): Label {
  switch (aspect) {
    case 'sum':
      return { zh: `下级单位“${label}”合计`, en: `Sum of “${label}” over the bodies below` }
    case 'answered':
      return { zh: `已报“${label}”的下级单位`, en: `Bodies below that answered “${label}”` }
    case 'missing':
      return { zh: `未报“${label}”的下级单位`, en: `Bodies below that did not answer “${label}”` }
  }
}
