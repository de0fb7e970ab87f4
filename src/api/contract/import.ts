import { z } from 'zod'
import type { ShownRow } from '../../app/imports/list-rows.ts'
import type { ListedImport, ShownImport } from '../../app/imports/show-import.ts'
import type { WrittenImport } from '../../app/imports/write-import.ts'
import type { Fault } from '../../ledger/fault.ts'
import type {
  Answer,
  ColumnProposal,
  MappedColumn,
  Mapping,
  PassedRow,
  Question,
} from '../../ledger/sheet/mapping.ts'
import type { Cell } from '../../ledger/sheet/table.ts'
import { exact } from './exact.ts'
import { label } from './label.ts'
import { id, moment, year } from './scalars.ts'
import { json, value, values } from './values.ts'
import type { ViewOf } from './view-of.ts'

/** Letters of a cell that is mended; Excel takes 32,767, a field never more than this. */
const cellCharsMax = 10_000
/** Cells and rows of one request. */
const changesMax = 500
/** Columns of a table: `sheetLimits` of whoever reads it. */
const columnsMax = 1_000
/** Rows of a page of the grid. */
const rowsMax = 200

export const importParams = z.object({ id: z.uuid() })

/** POST /api/v1/imports?register=&table=&fileName= */
export const bringQuery = z.strictObject({
  register: id.optional(),
  table: z.string().max(200).optional(),
  fileName: z.string().trim().max(255).default(''),
})

/** A field of a register, or one inside a rows field: `agenda.topic`. */
const fieldId = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}(\.[A-Za-z][A-Za-z0-9_-]{0,63}){0,2}$/)

const columnUse = z.union([z.strictObject({ field: fieldId }), z.enum(['text', 'left-out'])])

const mappedColumn = z.strictObject({
  at: z
    .int()
    .min(0)
    .max(columnsMax - 1),
  header: z.string().max(cellCharsMax),
  use: columnUse,
}) satisfies z.ZodType<MappedColumn>

const rowNumber = z.int().min(0).max(2_000_000)
const headerRows = z.strictObject({ first: rowNumber, last: rowNumber })

const answer = z.union([
  z.strictObject({ means: json }),
  z.literal('nothing'),
]) satisfies z.ZodType<Answer>

// What is stored was checked when it was sent, by the rules of its field.
const shownAnswer = z.union([
  z.strictObject({ means: z.unknown() }),
  z.literal('nothing'),
]) satisfies z.ZodType<Answer>

const answers = z.record(fieldId, z.record(z.string().max(cellCharsMax), answer))
const given = z.record(fieldId, json)

/** PUT /api/v1/imports/{id}/mapping; what is left out is proposed, or stays. */
export const chosenMapping = z.strictObject({
  register: id,
  table: z.string().max(200),
  header: headerRows.optional(),
  columns: z.array(mappedColumn).max(columnsMax).optional(),
  year: year.nullable().optional(),
  given: given.optional(),
  answers: answers.optional(),
})

/** PUT /api/v1/imports/{id}/answers; null asks again. */
export const answersGiven = z.strictObject({
  answers: z
    .array(
      z.strictObject({
        field: fieldId,
        text: exact(z.string().max(cellCharsMax)),
        answer: answer.nullable(),
      }),
    )
    .min(1)
    .max(changesMax),
})

const rowDecision = z.union([
  z.literal('add'),
  z.strictObject({ record: z.uuid(), version: z.int().min(1) }),
])

/** PUT /api/v1/imports/{id}/cells; text null: as it stands in the file. */
export const mendedRows = z.strictObject({
  cells: z
    .array(
      z.strictObject({
        at: z.string().regex(/^[A-Z]{1,3}[1-9]\d{0,6}$/),
        text: z.string().max(cellCharsMax).nullable(),
      }),
    )
    .max(changesMax)
    .default([]),
  rows: z
    .array(
      z.strictObject({
        row: rowNumber,
        /** `take` takes a row back in, and a decision back. */
        decision: z.union([
          z.enum(['leave-out', 'take', 'add']),
          z.strictObject({ record: z.uuid(), version: z.int().min(1) }),
        ]),
      }),
    )
    .max(changesMax)
    .default([]),
})
export type MendedSent = z.input<typeof mendedRows>

/** POST /api/v1/imports/{id}/write */
export const writeAsked = z.strictObject({
  /** Why late ones come late, and why records are corrected. */
  reason: z.string().trim().max(500).nullable().default(null),
})

/** GET /api/v1/imports/{id}/rows */
export const rowsQuery = z.strictObject({
  state: z.enum(['ready', 'open', 'alike', 'written', 'left-out', 'all']).default('open'),
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(rowsMax).default(50),
})

/** GET /api/v1/imports/{id}/passed */
export const passedQuery = rowsQuery.omit({ state: true })

/** How a table becomes records. */
export const mapping = z.strictObject({
  register: z.string(),
  table: z.string(),
  header: headerRows,
  columns: z.array(mappedColumn),
  year: z.int().nullable(),
  given: z.record(z.string(), z.unknown()),
  answers: z.record(z.string(), z.record(z.string(), shownAnswer)),
}) satisfies z.ZodType<Mapping>

/** A column with what is proposed for it. */
export const columnProposal = z.strictObject({
  ...mappedColumn.shape,
  why: z.enum(['name', 'synonym', 'content', 'remembered', 'key', 'serial', 'none']),
  sure: z.boolean(),
  rivals: z.array(z.string()),
  samples: z.array(z.string()),
}) satisfies z.ZodType<ColumnProposal>

/** Why something is open. */
export const fault = z.strictObject({
  code: z.string(),
  at: z.array(z.union([z.string(), z.number()])),
  text: label,
  hint: label,
  more: z.record(z.string(), z.string()).optional(),
}) satisfies z.ZodType<Omit<Fault, 'more'>>

/** A cell of a table as it was read. */
export const cell = z.strictObject({
  address: z.string(),
  text: z.string(),
  oddity: z.enum(['formula', 'merged', 'error']).optional(),
}) satisfies z.ZodType<Omit<Cell, 'oddity'>>

/** Something that is asked once for all rows that say it. */
export const question = z.strictObject({
  field: z.string(),
  text: z.string(),
  kind: z.enum(['name', 'option', 'office', 'date', 'number', 'other']),
  many: z.boolean(),
  rows: z.array(z.int()),
  count: z.int(),
  options: z.array(z.strictObject({ id: z.string(), label })),
  likely: shownAnswer.optional(),
  why: label,
}) satisfies z.ZodType<Omit<Question, 'likely'>>

const counts = z.strictObject({
  ready: z.int(),
  open: z.int(),
  passed: z.int(),
  written: z.int(),
  leftOut: z.int(),
  /** Rows like a record or another row, about which nobody has decided. */
  alike: z.int(),
  /** Of the ready ones, those that come late. */
  late: z.int(),
})

const state = z.enum(['reading', 'open', 'writing', 'done', 'stopped'])

/** An import: what POST, GET and every change of it answer. Its version is the `ETag`. */
export const importView = z.strictObject({
  id: z.string(),
  version: z.int(),
  fileName: z.string(),
  state,
  /** Steps done of those there are, while the state is `reading`; 0 of 0 before it begins. */
  progress: z.strictObject({ done: z.int(), of: z.int() }),
  tables: z.array(z.strictObject({ name: z.string(), rows: z.int() })),
  /** Registers that it may belong to, the best first, each with the table that fits. */
  registers: z.array(
    z.strictObject({ id: z.string(), label, table: z.string(), score: z.number() }),
  ),
  mapping,
  columns: z.array(columnProposal),
  /** Required fields that neither a column nor a given value fills. */
  missing: z.array(z.string()),
  /** Exported here: it is brought on the page of its register instead. */
  isOwnSheet: z.boolean(),
  /** Null while it is being read, or was stopped. */
  found: z
    .strictObject({
      counts,
      /** What rows that are ready or written speak against; `rows` are the first of them. */
      against: z.array(
        z.strictObject({
          duty: z.string(),
          lacking: z.strictObject({ fields: z.array(z.string()), asked: label }),
          rows: z.array(z.int()),
          count: z.int(),
        }),
      ),
      /** The rows around the header, as they are. */
      head: z.array(z.array(cell)),
      questions: z.array(question),
      moreQuestions: z.int(),
      notes: z.array(fault),
      faults: z.array(fault),
    })
    .nullable(),
  broughtAt: moment,
  touchedAt: moment,
}) satisfies z.ZodType<Omit<ShownImport, 'found'>>
export type ImportView = ViewOf<typeof importView>

/** GET /api/v1/imports */
export const importList = z.array(
  z.strictObject({
    id: z.string(),
    fileName: z.string(),
    register: z.string(),
    state,
    counts: counts.nullable(),
    broughtAt: moment,
    touchedAt: moment,
    /** False: somebody else’s, which an administrator may throw away and nobody else may open. */
    isOwn: z.boolean(),
  }),
) satisfies z.ZodType<readonly ListedImport[]>
export type ImportList = ViewOf<typeof importList>

const importRow = z.strictObject({
  row: z.int(),
  at: z.string(),
  state: z.enum(['ready', 'open', 'alike', 'written', 'left-out']),
  cells: z.array(z.strictObject({ at: z.int(), text: z.string(), value, faults: z.array(fault) })),
  /** Faults of no single cell. */
  faults: z.array(fault),
  values: values.nullable(),
  lateDays: z.int(),
  /** What it is like: a record, with its version, or another row. */
  like: z
    .strictObject({
      record: z.string().nullable(),
      version: z.int().nullable(),
      row: z.int().nullable(),
      title: label,
      day: z.string().nullable(),
    })
    .nullable(),
  decision: rowDecision.nullable(),
}) satisfies z.ZodType<Omit<ShownRow, 'cells' | 'faults'>>

/** GET /api/v1/imports/{id}/rows; `next` is the `after` of the next page. */
export const importRows = z.strictObject({
  items: z.array(importRow),
  next: z.int().nullable(),
})
export type ImportRows = ViewOf<typeof importRows>

/** A row that is no record. */
export const passedRow = z.strictObject({
  row: z.int(),
  kind: z.enum(['subtotal', 'heading', 'repeated-header', 'empty', 'note']),
  text: z.string(),
}) satisfies z.ZodType<PassedRow>

/** GET /api/v1/imports/{id}/passed */
export const passedRows = z.strictObject({
  items: z.array(passedRow),
  next: z.int().nullable(),
})
export type PassedRows = ViewOf<typeof passedRows>

/** POST /api/v1/imports/{id}/write */
export const importWritten = z.strictObject({
  added: z.int(),
  corrected: z.int(),
  /** Rows whose record was there already. */
  known: z.int(),
}) satisfies z.ZodType<WrittenImport>
export type ImportWritten = ViewOf<typeof importWritten>
