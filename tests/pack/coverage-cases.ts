import { readdir, readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import { chineseCalendar } from '../../src/adapters/calendar/chinese-calendar.ts'
import type { DutyStanding } from '../../src/duty/duty-standing.ts'
import { standingOf } from '../../src/duty/standing.ts'
import { evaluateFigure } from '../../src/ledger/figure/evaluate-figure.ts'
import { yearsCounted } from '../../src/ledger/figure/reads.ts'
import type { Label } from '../../src/ledger/label.ts'
import { noNames } from '../../src/ledger/names.ts'
import { answersAmong } from '../../src/ledger/predicate/answers.ts'
import { parseValues } from '../../src/ledger/record/parse-values.ts'
import type { LedgerRecord } from '../../src/ledger/record/record.ts'
import { withYear, yearFor } from '../../src/ledger/record/year-of.ts'
import type { DateSpan, Values } from '../../src/ledger/value.ts'
import type { Pack } from '../../src/pack/pack.ts'

/** A record of a case: its register as the one key, and how many alike. */
export interface CaseRecord {
  readonly id?: string
  readonly times?: number
  readonly [register: string]: unknown
}

/** One side of a case: what is recorded, and what must come out. */
export interface CaseSide {
  readonly today?: string
  readonly records?: readonly CaseRecord[]
  readonly lastYear?: readonly CaseRecord[]
  /** Records of years before last year. */
  readonly earlier?: readonly CaseRecord[]
  /** From when to when somebody held the duty's role; absent: `people` did all year. */
  readonly tenures?: readonly DateSpan[]
  readonly state?: string
  readonly sentence?: Label
  readonly value?: unknown
}

/** A row of the coverage list (or `other`, where the report has none) with the duty or the figure that carries it. */
export interface CoverageCase {
  readonly row: string
  readonly duty?: string
  readonly figure?: string
  /** Everybody who holds the duty's role. */
  readonly people?: readonly string[]
  /** Offices of the kind that owes the duty: their names by id. */
  readonly offices?: Readonly<Record<string, string>>
  readonly meets: CaseSide
  readonly misses: CaseSide
}

/** A row of the list: what the report says, and which ids of the pack carry it. */
export interface CoverageRow {
  readonly row: string
  readonly says: Label
  readonly carriedBy: {
    readonly duties?: readonly string[]
    readonly figures?: readonly string[]
    readonly report?: string
    readonly reader?: string
  }
}

/** A case leaves out what is not in question, and so may fail what the whole record must have. */
const partial: ReadonlySet<string> = new Set([
  'record.field.required',
  'record.field.too-few',
  'record.check.failed',
])

const folder = 'packs/cn-party-governance'
const asOf = { size: 0, root: '' }
const year = 2025

export async function coverageRows(): Promise<readonly CoverageRow[]> {
  return parse(await readFile(`${folder}/coverage.yaml`, 'utf8'))
}

export async function coverageCases(): Promise<readonly CoverageCase[]> {
  const names = (await readdir(`${folder}/cases`)).filter((one) => one.endsWith('.yaml')).sort()
  const texts = await Promise.all(names.map((one) => readFile(`${folder}/cases/${one}`, 'utf8')))
  return texts.flatMap((text) => parse(text))
}

/** What the pack makes of one side of a case. */
export function outcome(
  pack: Pack,
  one: CoverageCase,
  side: CaseSide,
): { readonly state?: string; readonly sentence?: Label; readonly value?: unknown } {
  const standing = standingIn(pack, one, side)
  if (standing) return { state: standing.state, sentence: standing.reason }
  const figure = pack.figures.get(one.figure ?? '')
  if (!figure) throw new Error(`${one.row}: the pack has neither ${one.duty} nor ${one.figure}`)
  const period = String(year)
  const today = side.today ?? `${year + 1}-02-01`
  const years = yearsCounted(figure, year)
  const isIn = years.map((one) => isFor(pack, one))
  const records = recordsOf(pack, side.records ?? [], 'r').filter((record) =>
    isIn.some((is) => is(record)),
  )
  return { value: evaluateFigure(figure, records, { registers: pack, period, today, asOf }).value }
}

/** Where the duty of a case stands with one of its sides; null where the case is of a figure. */
export function standingIn(pack: Pack, one: CoverageCase, side: CaseSide): DutyStanding | null {
  const duty = pack.duties.get(one.duty ?? '')
  if (!duty) return null
  const today = side.today ?? `${year + 1}-02-01`
  const all = recordsOf(pack, side.records ?? [], 'r')
  const given = recordsOf(pack, side.lastYear ?? [], 'l')
  const lastYearRecords = [...given, ...all].filter(isFor(pack, year - 1))
  const { tenures } = side
  const records = all.filter(isFor(pack, year))
  const answers = answersAmong(all, { today })
  return standingOf(duty, {
    year,
    today,
    asOf,
    registers: pack,
    figures: pack.figures,
    records,
    lastYearRecords,
    earlierRecords: recordsOf(pack, side.earlier ?? [], 'e'),
    answers,
    statements: all.filter((record) => record.register === 'statement'),
    attestations: all.filter((record) => record.register === 'attestation'),
    holders: () => one.people ?? [],
    ...(tenures === undefined
      ? {}
      : { tenures: () => tenures.map((span) => ({ person: 'p', ...span })) }),
    offices: () => Object.keys(one.offices ?? {}),
    isWorkday: chineseCalendar.isWorkday,
    names: { ...noNames, office: (id) => one.offices?.[id] ?? null },
    roles: new Map(pack.roles.map(({ id, label }) => [id, label])),
  })
}

/** Values a case gives must be ones the register takes; fields it leaves out are not in question. */
export function faultsOfRecords(pack: Pack, side: CaseSide): readonly string[] {
  const all = [...(side.records ?? []), ...(side.lastYear ?? []), ...(side.earlier ?? [])]
  return all.flatMap((one) => {
    const [id, values] = declaredIn(one)
    const register = pack.registers.get(id)
    if (!register) return [`no register ${id}`]
    const { faults } = parseValues(register, values, { lists: pack.lists, today: '2026-02-01' })
    return (faults ?? [])
      .filter((fault) => !partial.has(fault.code))
      .map((fault) => `${id}: ${fault.code} ${fault.at.join('.')}`)
  })
}

function recordsOf(
  pack: Pack,
  given: readonly CaseRecord[],
  prefix: string,
): readonly LedgerRecord[] {
  return given.flatMap((one, index) => {
    const [register, said] = declaredIn(one)
    const declared = pack.registers.get(register)
    const date = declared?.date ?? ''
    // The year that a form would fill in stands in the record as if it had been typed.
    const values = declared ? withYear(declared, said) : said
    return Array.from({ length: one.times ?? 1 }, (_, nth) => ({
      id: one.id ?? `${prefix}${index}-${nth}`,
      register,
      version: 1,
      state: 'live' as const,
      values,
      occurredOn: typeof values[date] === 'string' ? values[date] : null,
      firstRecordedAt: '2025-01-01T00:00:00.000Z',
      recordedAt: '2025-01-01T00:00:00.000Z',
      lateDays: 0,
      lateReason: null,
      entry: index * 1000 + nth,
      firstEntry: index * 1000 + nth,
    }))
  })
}

function isFor({ registers }: Pack, wanted: number) {
  return (record: LedgerRecord) => yearFor(registers.get(record.register), record) === wanted
}

function declaredIn(one: CaseRecord): readonly [string, Values] {
  const found = Object.entries(one).find(([key]) => key !== 'id' && key !== 'times')
  if (!found) throw new Error('a record of a case names its register')
  return [found[0], found[1] as Values]
}
