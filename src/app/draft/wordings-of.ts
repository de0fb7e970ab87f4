import { assertedBy, claimedAs } from '../../duty/asked-of.ts'
import type { Duty } from '../../duty/duty.ts'
import { readsOfDuty } from '../../duty/duty-reads.ts'
import { fieldKindOf } from '../../ledger/fields/field-kinds.ts'
import type { FigureDefinition } from '../../ledger/figure/figure.ts'
import { isPerPerson } from '../../ledger/figure/figure.ts'
import { widerFigures } from '../../ledger/figure/narrower.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import type { Field, Register } from '../../ledger/register/register.ts'
import { playersOf } from '../../ledger/register/roles.ts'
import { titleFields } from '../../ledger/register/title.ts'
import type { Pack } from '../../pack/pack.ts'
import type {
  DutyWording,
  FigureClaim,
  FigureWording,
  RecordWording,
  Wording,
} from '../../report/propose/wording.ts'
import type { YearBookWithWords } from '../year/year-book.ts'
import { reportSources } from './report-sources.ts'

/** The figures of a pack as reports speak of them. */
export function figureWordings(pack: Pack): readonly FigureWording[] {
  const incidents = incidentRegisters(pack)
  const figures = [...pack.figures.values()]
  const wider = widerFigures(figures)
  return figures.map((figure) => ({
    figureId: figure.id,
    label: figure.label,
    unit: figure.unit.zh,
    phrases: figure.phrases,
    ofEach: isPerPerson(figure),
    within: wider.get(figure.id) ?? [],
    bears: bornBy(figure, incidents),
  }))
}

/** Registers of what should not happen: duties ask that there be nothing in them. */
function incidentRegisters({ figures, duties }: Pack): ReadonlySet<string> {
  return new Set(
    [...duties.values()]
      .filter(({ require }) => claimedAs(require) === 'none')
      .flatMap(({ require }) => readsOfDuty(require, figures) ?? [])
      .map(({ register }) => register),
  )
}

function bornBy(figure: FigureDefinition, incidents: ReadonlySet<string>): readonly FigureClaim[] {
  const { measure, unit, compare } = figure
  const isIncident = incidents.has(measure.register)
  // A share says nothing of whether there is such a thing.
  const isThere = unit.zh !== '%' && !isPerPerson(figure)
  return [
    ...(isIncident ? (['none'] as const) : isThere ? (['exists'] as const) : []),
    ...(compare === undefined ? [] : (['compare'] as const)),
  ]
}

/** The duties of a pack as reports say that they are kept, also as they state their figures. */
export function dutyWordings({ figures, duties }: Pack): readonly DutyWording[] {
  return [...duties.values()].map((duty) => {
    const figure = keptBy(duty, figures)
    const stated = figure ?? sameRecords(duty, figures)
    return {
      dutyId: duty.id,
      label: duty.label,
      phrases: [
        ...(duty.phrases ?? []),
        ...(stated === null ? [] : [stated.label.zh, ...stated.phrases]),
      ],
      figure:
        figure === null
          ? null
          : {
              id: figure.id,
              unit: figure.unit.zh,
              ofEach: claimedAs(duty.require) === 'everyone',
            },
      about: stated?.id ?? null,
      asserted: assertedBy(duty.require),
    }
  })
}

function keptBy({ require }: Duty, figures: Pack['figures']): FigureDefinition | null {
  const [first] = readsOfDuty(require, figures) ?? []
  return (first?.figure === undefined ? undefined : figures.get(first.figure)) ?? null
}

/** A figure that counts just what a duty asks that there be none of. */
function sameRecords({ require }: Duty, figures: Pack['figures']): FigureDefinition | null {
  const [read] = readsOfDuty(require, figures) ?? []
  if (read === undefined || claimedAs(require) !== 'none') return null
  const where = JSON.stringify(read.where ?? null)
  const same = [...figures.values()].find(
    (figure) =>
      figure.measure.register === read.register && JSON.stringify(figure.where ?? null) === where,
  )
  return same ?? null
}

/** The same for every report under a pack, and a report is checked whenever a sentence is typed. */
const kept = new WeakMap<Pack, readonly Wording[]>()

function packWordings(pack: Pack): readonly Wording[] {
  const known = kept.get(pack) ?? [...figureWordings(pack), ...dutyWordings(pack)]
  kept.set(pack, known)
  return known
}

/**
 * All that a report of the year may speak of, as its reader may see it: figures and duties, the
 * tasks and planned meetings of next year, the problems of this one, and what happened on the days
 * that it names.
 */
export function wordingsOf(book: YearBookWithWords, text: string): readonly Wording[] {
  const { pack, year } = book
  const recordWording = recordWordings(book)
  const days = daysNamedIn(text, year)
  return [
    ...packWordings(pack),
    ...playersOf(pack, 'task').flatMap(({ register, fields }) =>
      book.recordsOf(register.id, year + 1).map((record) => {
        const due = book.open(record).values[fields.due ?? '']
        const wording = recordWording(register, record, { kind: 'plan', titled: fields.title })
        return { ...wording, due: typeof due === 'string' ? due : `${year + 1}-12-31` }
      }),
    ),
    ...playersOf(pack, 'plannedMeeting').flatMap(({ register, fields }) =>
      book
        .recordsOf(register.id, year + 1)
        .map((record) =>
          recordWording(register, record, { kind: 'plan', titled: fields.kind ?? null }),
        ),
    ),
    ...playersOf(pack, 'problem').flatMap(({ register, fields }) =>
      book
        .recordsOf(register.id, year)
        .flatMap((record) =>
          [fields.title, ...toldAtLength(register)].map((titled) =>
            recordWording(register, record, { kind: 'problem', titled }),
          ),
        )
        .filter(({ title }) => title !== ''),
    ),
    ...(days.size === 0 ? [] : [...pack.registers.values()]).flatMap((register) =>
      book
        .recordsOf(register.id, year)
        .filter(({ occurredOn }) => days.has(occurredOn ?? ''))
        .map((record) => recordWording(register, record, { kind: 'event', titled: null })),
    ),
    ...(days.size === 0 ? [] : [...furtherDays(book, days), ...settledProblems(book, days)]),
  ]
}

/** How a problem shows and what it comes from: a report tells each of them in its own sentence. */
function toldAtLength({ fields }: Register): readonly string[] {
  return fields.filter(({ type }) => type === 'longText').map(({ id }) => id)
}

/**
 * What became of last year's problems on days that a text names: 统筹不够的问题已于6月25日销号. Each
 * has its own name in it, since several may end on one day.
 */
function settledProblems(book: YearBookWithWords, days: ReadonlySet<string>) {
  const recordWording = recordWordings(book)
  return playersOf(book.pack, 'problem').flatMap(({ register, fields }) => {
    const stages = register.stages ?? []
    const says = stages.flatMap(({ label, act, part }) => [label, act, part])
    const said = says.flatMap((words) => (words === undefined ? [] : [words.zh]))
    return book.recordsOf(register.id, book.year - 1).flatMap((record) => {
      const { values } = book.open(record)
      return stages.flatMap(({ on, settled, label }) => {
        const day = values[on ?? '']
        if (settled !== true || typeof day !== 'string' || !days.has(day)) return []
        const wording = recordWording(register, record, { kind: 'event', titled: fields.title })
        const title = `${wording.title}的问题${label.zh}`
        return [{ ...wording, day, title, says: [...wording.says, ...said] }]
      })
    })
  })
}

/**
 * What happened to records on later days of theirs that a text names, by what their field is
 * called: 整改方案报送日期. A day by which something is due is none on which it happened.
 */
function furtherDays(book: YearBookWithWords, days: ReadonlySet<string>): readonly RecordWording[] {
  const recordWording = recordWordings(book)
  return [...book.pack.registers.values()].flatMap((register) => {
    const dated = register.fields.flatMap((field) => {
      const [, done = ''] = HAPPENED.exec(field.label.zh) ?? []
      return field.type === 'date' && done !== '' ? [{ id: field.id, done }] : []
    })
    if (dated.length === 0) return []
    return book.recordsOf(register.id, book.year).flatMap((record) => {
      const { values } = book.open(record)
      return dated.flatMap(({ id, done }) => {
        const day = values[id]
        if (typeof day !== 'string' || !days.has(day) || day === record.occurredOn) return []
        const wording = recordWording(register, record, { kind: 'event', titled: null })
        const title = done.length < namingMin ? `${register.label.zh}${done}` : done
        const says = [...wording.says, ...dated.map((one) => one.done), HANDED_IN]
        return [{ ...wording, day, title, says }]
      })
    })
  })
}

/** 整改报告（回复）日期, 整改方案报送日期: what it was done with, without the verb. */
const HAPPENED = /^([^（]+?)(?:报送|完成)?(?:（[^）]*）)?日期$/
/** Verbs for it, which the name of the field has at most once. */
const HANDED_IN = '报送、上报、报出、提交、完成、收官、回复、答复'
/** A shorter name (报告日期) says too little without that of its register. */
const namingMin = 4

const isRetold = ({ type }: Field) => fieldKindOf(type).retold === true

function recordWordings(book: YearBookWithWords) {
  const sources = reportSources(book, '')
  const called = callings(book.pack)
  return (
    register: Register,
    record: LedgerRecord,
    { kind, titled }: { kind: RecordWording['kind']; titled: string | null },
  ): RecordWording => {
    const paths = register.fields.flatMap((field) =>
      isRetold(field)
        ? [field.id]
        : (field.fields ?? []).filter(isRetold).map((inner) => `${field.id}.${inner.id}`),
    )
    return {
      recordId: record.id,
      kind,
      day: record.occurredOn ?? '',
      title:
        titled === null
          ? namesIn(register)
              .map((path) => sources.fieldText(record, path))
              .join(' ')
          : sources.fieldText(record, titled),
      says: [
        register.label.zh,
        ...paths.map((path) => sources.fieldText(record, path)),
        ...(called.get(register.id) ?? []),
      ].filter((words) => words !== ''),
    }
  }
}

/** What reports call any record of a register: the wordings of figures that count all of them. */
function callings({ figures }: Pack): ReadonlyMap<string, readonly string[]> {
  const called = new Map<string, readonly string[]>()
  for (const { measure, where, phrases } of figures.values()) {
    if (where !== undefined) continue
    called.set(measure.register, [...(called.get(measure.register) ?? []), ...phrases])
  }
  return called
}

/** The fields that a register's records are called by, as far as a report repeats them. */
function namesIn({ title, fields }: Register): readonly string[] {
  const retold = new Set(fields.filter(isRetold).map(({ id }) => id))
  return titleFields(title).filter((id) => retold.has(id))
}

/** Days of one text at most; no report of a year names more. */
const daysMax = 400

/** The days that a text names, `YYYY-MM-DD`; those without a year are of the year at hand. */
function daysNamedIn(text: string, year: number): ReadonlySet<string> {
  const days = new Set<string>()
  for (const [, named = year, month = '', day = ''] of text.matchAll(DAY)) {
    if (days.size < daysMax) days.add(`${named}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
  }
  return days
}

const DAY = /(?:(20\d{2}) ?年 ?)?(?<!\d)(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]/g
