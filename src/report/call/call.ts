import { core, coreRow, coreRows, coreValues } from '../../ledger/core/core-registers.ts'
import { rowsOf } from '../../ledger/fields/rows/rows.ts'
import type { FigureDefinition } from '../../ledger/figure/figure.ts'
import { textOf } from '../../ledger/read-value.ts'
import type { Value, Values } from '../../ledger/value.ts'
import { toBase64 } from '../../log/base64.ts'
import { canonicalJson } from '../../log/canonical-json.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'

/** What may be asked: a figure of the ledger, or a cell of a form about the unit itself. */
export const askedKinds = ['figure', 'number', 'date', 'yesNo', 'choice'] as const

/** See `askedKinds`. */
export type AskedKind = (typeof askedKinds)[number]

/** One thing that a call asks. */
export interface CallItem {
  /** Names it in every answer: `i1`, `i2`, … */
  readonly item: string
  readonly label: string
  readonly kind: AskedKind
  readonly figure: string | null
  /** What the sender means by the figure (`definitionDigest`). */
  readonly definition: string | null
  readonly unit: string | null
  readonly choices: readonly string[]
  /** Why it is asked although it was received before; null: it was not. */
  readonly again: string | null
}

/** What a body asks of those below. */
export interface Call {
  readonly title: string
  /** The instrument that it rests on; null: none is named, and that is shown. */
  readonly basis: string | null
  readonly clause: string | null
  readonly period: string
  readonly due: string
  /** The day on which it ends; null: none is set, and that is shown. */
  readonly ends: string | null
  readonly note: string | null
  readonly items: readonly CallItem[]
  /** Origins of the logs it is addressed to; null: every body below. */
  readonly to: readonly string[] | null
  /** What names the call of the body above that it passes on (`digest`); null: it is its own. */
  readonly above: string | null
}

/**
 * Bodies that a call names at most. Each of them gets all the names, and the file with them stays
 * below what a request may hold (1 MB); more are asked as all.
 */
export const addresseesMax = 2000

/** Lines of a call, and duties of a list, at most. */
export const linesMax = 60

/** A call as the values of its record say it; also those that a stranger opened. */
export function callOf(values: Values): Call {
  const said = coreValues(core.call, values)
  const addressees = rowsOf(said.addressees).map((row) => coreRow(coreRows.addressee, row))
  return {
    title: textOf(said.title) ?? '',
    basis: textOf(said.basis),
    clause: textOf(said.clause),
    period: textOf(said.period) ?? '',
    due: textOf(said.due) ?? '',
    ends: textOf(said.ends),
    note: textOf(said.note),
    items: rowsOf(said.items).map(itemOf),
    to: addressees.length === 0 ? null : addressees.flatMap(({ log }) => textOf(log) ?? []),
    above: textOf(said.above),
  }
}

function itemOf(row: Values): CallItem {
  const said = coreRow(coreRows.askedItem, row)
  const choices = textOf(said.choices)
  return {
    item: textOf(said.item) ?? '',
    label: textOf(said.label) ?? '',
    kind: askedKinds.find((one) => one === said.kind) ?? 'number',
    figure: textOf(said.figure),
    definition: textOf(said.definition),
    unit: textOf(said.unit),
    choices: choices === null ? [] : choicesIn(choices),
    again: textOf(said.again),
  }
}

/** The values of a record that say what is asked: the inverse of `callOf`, without addressees. */
export function valuesOfCall(call: Omit<Call, 'to'>): Values {
  const { items, ...head } = call
  return withoutNulls({
    ...head,
    items: items.map(({ choices, ...item }) =>
      withoutNulls({ ...item, choices: choices.length === 0 ? null : choices.join('、') }),
    ),
  })
}

/** The choices that a text lists. */
export function choicesIn(text: string): readonly string[] {
  return text
    .split(/[、，,;；]/)
    .map((one) => one.trim())
    .filter((one) => one !== '')
}

/**
 * SHA-256 (base64) of what a figure counts, whatever it is called: two bodies that have the same
 * count the same.
 */
export function definitionDigest(crypto: LogCrypto, figure: FigureDefinition): string {
  const { measure, where = null, compare = null } = figure
  return toBase64(crypto.sha256(canonicalJson({ measure, where, compare })))
}

function withoutNulls(values: { readonly [name: string]: Value }): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))
}
