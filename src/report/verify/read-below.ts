import type { CoreRegister } from '../../ledger/core/core-registers.ts'
import { core } from '../../ledger/core/core-registers.ts'
import type { Field } from '../../ledger/register/register.ts'
import type { Values } from '../../ledger/value.ts'
import type { Json } from '../../log/canonical-json.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { verifyJointOpening } from '../../log/verify/joint-opening.ts'
import type { AnsweredCall } from '../call/answered-call.ts'
import type { Below, CountedArrival, PassedOn } from '../call/below.ts'
import { countBelow, passedOnIn } from '../call/below.ts'
import { linesMax } from '../call/call.ts'
import { isOpenedInSealed } from '../call/sealed-entry.ts'
import type { Subordinate } from '../call/subordinate.ts'
import { subordinateOf } from '../call/subordinate.ts'
import { answerFields, bodyFields, otherFields } from '../evidence/below-fields.ts'
import type { Evidence, OpenedBelow, OpenedEntry } from '../evidence/evidence.ts'
import type { FieldNeeds } from '../evidence/field-needs.ts'
import { valuesShown } from '../evidence/shown-fields.ts'
import { broken } from './findings.ts'
import type { ReadLeaves } from './read-leaves.ts'
import type { Finding } from './verification.ts'

/** What was counted of the bodies below, added up again. */
export interface ReadBelow {
  /** Null where nothing was, or where it cannot be believed. */
  readonly below: Below | null
  readonly findings: readonly Finding[]
}

const nothing: ReadBelow = { below: null, findings: [] }

/**
 * Adds up again what was counted of the bodies below, from the entries that the evidence opens. In
 * a log that is whole no arrival and no body may be left out. That a body below said what its
 * arrival says is not seen here: of its answer there is the digest only.
 */
export function readBelow(
  crypto: LogCrypto,
  { below, answers }: Pick<Evidence, 'below' | 'answers'>,
  leaves: ReadLeaves,
): ReadBelow {
  if (below === undefined) return nothing
  const passedOn = readCall(crypto, { entry: below.call, answers, leaves })
  if (passedOn === null) return { below: null, findings: [broken('below.call')] }
  try {
    const bodies = below.bodies.map((entry) => readBody(crypto, entry, leaves))
    const arrivals = below.arrivals.map((entry) => readArrival(crypto, passedOn, entry, leaves))
    const missing = leftOut(below, leaves)
    if (missing > 0) return { below: null, findings: [broken('below.left-out', missing)] }
    return { below: countBelow(passedOn, { subordinates: bodies, arrivals }), findings: [] }
  } catch (error) {
    if (!(error instanceof Unread)) throw error
    return { below: null, findings: [broken('below.changed', error.entry)] }
  }
}

class Unread extends Error {
  readonly entry: number

  constructor(entry: number) {
    super(`entry ${entry} cannot be read`)
    this.entry = entry
  }
}

/** The call, where it is one that was signed and passes on the call that the report answers. */
function readCall(
  crypto: LogCrypto,
  given: {
    readonly entry: OpenedEntry
    readonly answers: AnsweredCall | undefined
    readonly leaves: ReadLeaves
  },
): PassedOn | null {
  const { entry, answers, leaves } = given
  const found = leaves.byIndex.get(entry.entry)
  if (found === undefined || answers === undefined) return null
  const { leaf, hash } = found
  if (leaf.kind !== 'sign' || leaf.register !== core.call.id || leaf.record === null) return null
  const fields = Object.keys(core.call.fields).filter(isOpenedInSealed)
  const values = valuesOf(crypto, core.call, { entry, root: leaf.payload, fields })
  if (values === null) return null
  const passedOn = passedOnIn({ id: leaf.record, values }, hash)
  return passedOn.call.above === answers.digest ? passedOn : null
}

function readBody(crypto: LogCrypto, entry: OpenedEntry, leaves: ReadLeaves): Subordinate {
  return subordinateOf(readRecord(crypto, core.subordinate, { entry, leaves, fields: bodyFields }))
}

function readArrival(
  crypto: LogCrypto,
  { id, call }: PassedOn,
  entry: OpenedEntry,
  leaves: ReadLeaves,
): CountedArrival {
  const read = (fields: Iterable<string>) =>
    readRecord(crypto, core.receivedReport, { entry, leaves, fields })
  const other = read(otherFields)
  if (other.values[core.receivedReport.names.call] !== id) return other
  const arrival = read(answerFields)
  const rows = arrival.values[core.receivedReport.names.collected]
  // Each thing asked has a row, which says something or that nothing was said, or is not opened.
  if (!Array.isArray(rows) || rows.length !== call.items.length) throw new Unread(entry.entry)
  return arrival
}

function readRecord(
  crypto: LogCrypto,
  register: CoreRegister,
  given: {
    readonly entry: OpenedEntry
    readonly leaves: ReadLeaves
    readonly fields: Iterable<string>
  },
): CountedArrival {
  const { entry, leaves, fields } = given
  const leaf = leaves.byIndex.get(entry.entry)?.leaf
  const record = leaves.records.get(leaf?.record ?? '')
  const isItsValue = record?.valueEntry === entry.entry && record.register === register.id
  if (!leaf || !record || !isItsValue) throw new Unread(entry.entry)
  const values = valuesOf(crypto, register, { entry, root: leaf.payload, fields })
  if (values === null) throw new Unread(entry.entry)
  const { id, state, entry: newest, firstEntry } = record
  return { id, register: register.id, state, entry: newest, firstEntry, values }
}

/** The values of fields, none of which may be left out; null: the opening does not hold. */
function valuesOf(
  crypto: LogCrypto,
  register: CoreRegister,
  given: {
    readonly entry: OpenedEntry
    readonly root: string
    readonly fields: Iterable<string>
  },
): Values | null {
  const { entry, root, fields } = given
  const verdict = verifyJointOpening(crypto, { root, opening: entry.opening })
  if (!verdict.ok) return null
  const cells = new Map<string, Json>(verdict.fields.map(({ path, value }) => [path, value]))
  const needs: FieldNeeds = new Map(Array.from(fields, (field) => [field, 'value'] as const))
  const declared = Object.entries(register.fields).map(
    ([id, type]): Field => ({ id, type, required: false, label: { zh: id, en: id } }),
  )
  return valuesShown(needs, declared, { cells, erased: closedRows(cells) }).values ?? null
}

/** Rows of what was collected that stay closed as a whole: not even their shape is shown. */
function closedRows(cells: ReadonlyMap<string, Json>): ReadonlySet<string> {
  const { collected } = core.receivedReport.names
  const count = Number(cells.get(`${collected}/#`) ?? 0)
  const shapes = Array.from(
    { length: Math.min(count, linesMax) },
    (_, row) => `${collected}/${row}/#`,
  )
  return new Set(shapes.filter((shape) => !cells.has(shape)))
}

/** How many arrivals and bodies of a whole log are not shown. */
function leftOut({ bodies, arrivals }: OpenedBelow, { isWhole, records }: ReadLeaves): number {
  if (!isWhole) return 0
  const shown = new Set([...bodies, ...arrivals].map(({ entry }) => entry))
  const counted: ReadonlySet<string> = new Set([core.subordinate.id, core.receivedReport.id])
  return [...records.values()].filter(
    ({ state, register, valueEntry }) =>
      state === 'live' && counted.has(register) && !shown.has(valueEntry),
  ).length
}
