import { canonicalJson } from '../../log/canonical-json.ts'
import { toHex } from '../../log/hex.ts'
import type { Leaf } from '../../log/leaf.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { compareTexts } from '../compare-texts.ts'
import type { Fault } from '../fault.ts'
import { rowsOf } from '../fields/rows/rows.ts'
import type { DateSpan, Values } from '../value.ts'

/**
 * Where a register keeps the sample it drew from the log. These fields are written by the draw
 * and by nothing else; of the rows only what was found is filled in later.
 */
export interface Draw {
  /** Choice: the register that was drawn from. */
  readonly from: string
  /** Text: the period whose records stood for choice, e.g. `2025-Q3`. */
  readonly period: string
  /** Number and text: the checkpoint, its size and its root in base64. */
  readonly size: string
  readonly root: string
  /** Number: how many were asked for. */
  readonly count: string
  /** Rows: one for each record drawn, in the order of the draw. */
  readonly into: string
  /** Columns of those rows: the record, what was found, and the record that came of it. */
  readonly record: string
  readonly finding: string
  readonly outcome: string
  /** Items of the finding's list: nothing to say, and something that becomes a record. */
  readonly inOrder: string
  readonly wrong: string
}

/** Records a draw takes at most. */
export const drawnCountMax = 200

/** First line of what is hashed; a change of the rule would change it. */
const drawLabel = 'taizhang-draw/1'

/** What decides the order of a draw. */
export interface DrawRule {
  /** Root of the checkpoint, base64 as the checkpoint writes it. */
  readonly root: string
  readonly register: string
  readonly period: string
}

/**
 * Draws `count` of the candidates. Each record id is hashed together with the root, register and
 * period: SHA-256 over the UTF-8 of `taizhang-draw/1`, root, register, period and id, each
 * followed by one line feed. The smallest hashes win; nobody can choose them, and anybody can
 * compute them again (docs/draw.md). Fewer candidates than asked for: all of them.
 */
export function drawSample(
  { sha256 }: Pick<LogCrypto, 'sha256'>,
  given: DrawRule & { readonly candidates: readonly string[]; readonly count: number },
): readonly string[] {
  const { root, register, period, candidates, count } = given
  const keyed = [...new Set(candidates)].map((id) => ({
    id,
    key: toHex(sha256([drawLabel, root, register, period, id, ''].join('\n'))),
  }))
  return keyed
    .toSorted((one, other) => compareTexts(one.key, other.key))
    .slice(0, count)
    .map(({ id }) => id)
}

/**
 * The records that stand for choice: of the leaves below `size`, the records of the register that
 * were never voided and whose newest entry names a day within the span. In order of their ids.
 */
export function drawCandidates(
  leaves: readonly Pick<Leaf, 'kind' | 'register' | 'record' | 'occurredOn'>[],
  { register, span }: { readonly register: string; readonly span: DateSpan },
): readonly string[] {
  const standing = new Map<string, string | null>()
  for (const leaf of leaves) {
    if (leaf.register !== register || leaf.record === null) continue
    const isVoid = leaf.kind === 'void' || standing.get(leaf.record) === null
    standing.set(leaf.record, isVoid ? null : (leaf.occurredOn ?? ''))
  }
  return [...standing]
    .filter(([, on]) => on !== null && span.from <= on && on <= span.to)
    .map(([id]) => id)
    .toSorted()
}

/** What a record says of its draw; null where nothing was drawn, or it cannot be read. */
export function drawnIn(draw: Draw | undefined, values: Values): DrawnSample | null {
  if (draw === undefined) return null
  const [register, period] = [values[draw.from], values[draw.period]]
  const [size, root, count] = [values[draw.size], values[draw.root], values[draw.count]]
  if (typeof register !== 'string' || typeof period !== 'string') return null
  if (typeof size !== 'number' || typeof root !== 'string' || typeof count !== 'number') return null
  const drawn = rowsOf(values[draw.into]).map((row) => String(row[draw.record] ?? ''))
  return { register, period, size, root, count, drawn }
}

/** A draw as its record keeps it. */
export interface DrawnSample extends DrawRule {
  readonly size: number
  readonly count: number
  readonly drawn: readonly string[]
}

/** The fields that only a draw begins: a form asks for them where there is something in them. */
export function fieldsOfDraw({ from, period, size, root, into }: Draw): readonly string[] {
  return [from, period, size, root, into]
}

/** Refuses to write what only a draw writes, and to change what was drawn. */
export function drawFaults(
  draw: Draw | undefined,
  { before, after }: { readonly before: Values | null; readonly after: Values },
): readonly Fault[] {
  if (draw === undefined) return []
  const kept = (values: Values | null): readonly unknown[] => {
    const one = values ?? {}
    const isDrawn = before !== null && before[draw.root] !== undefined
    const records = rowsOf(one[draw.into]).map((row) => row[draw.record] ?? null)
    // The count is that of the draw; where nothing was drawn it is a number anybody may state.
    return fieldsOfDraw(draw)
      .map((field) => (field === draw.into ? records : (one[field] ?? null)))
      .concat(isDrawn ? (one[draw.count] ?? null) : null)
  }
  const [was, is] = [kept(before), kept(after)].map((one) => canonicalJson(one as never))
  return was === is ? [] : [changedDraw(draw)]
}

function changedDraw({ into }: Draw): Fault {
  return {
    code: 'draw.own-way',
    at: [into],
    text: {
      zh: '抽取的样本由系统按规则产生，不能填写或改动',
      en: 'The sample is drawn by the rule; it can be neither typed in nor changed',
    },
    hint: {
      zh: '请用“抽取样本”新抽一次；以前的抽取仍然保留、可以看到。',
      en: 'Draw a new sample; earlier draws stay and can be seen.',
    },
  }
}
