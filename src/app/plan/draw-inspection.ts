import { parsePeriod, spanOf } from '../../ledger/day/period.ts'
import { refuse } from '../../ledger/fault.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import type { Draw } from '../../ledger/register/draw.ts'
import { drawCandidates, drawnCountMax, drawnIn, drawSample } from '../../ledger/register/draw.ts'
import type { Register } from '../../ledger/register/register.ts'
import { readableRegister, writableRegister } from '../access/access.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Appended, Reader, Session, StoredCheckpoint } from '../ports/store-ports.ts'
import { recordIn } from '../records/write-record.ts'

/** An inspection that draws its sample: its own fields, and from where how many are drawn. */
export interface DrawInspection {
  readonly register: string
  /** Values of the record, without those that the draw writes. */
  readonly values: Readonly<Record<string, unknown>>
  /** The register and the period (`2025-Q3`) whose records stand for choice. */
  readonly from: string
  readonly period: string
  readonly count: number
  readonly reason: string | null
}

type Needs = Pick<AppPorts, 'store' | 'clock' | 'rosters' | 'calendar' | 'crypto'>

/**
 * Draws a sample at the newest checkpoint and records it with the inspection in one entry: what
 * was drawn stands in the log before anybody has looked at it. Whoever draws chooses neither the
 * checkpoint nor the order. Refuses with `draw.none`, `draw.period`, `draw.no-checkpoint`,
 * `draw.nothing`, `draw.exists`, and as a record does.
 */
export async function drawInspection(
  ports: Needs,
  session: Session,
  request: DrawInspection,
): Promise<Appended> {
  const register = writableRegister(session, request.register)
  const draw = drawOf(register)
  const source = readableRegister(session, request.from)
  const period = knownPeriod(request.period)
  const drawn = await ports.store.read(session.org.id, async (reader) => {
    const checkpoint = (await reader.checkpoint()) ?? refuseNoCheckpoint()
    const earlier = await drawsAt(reader, { register, draw, from: source.id, period })
    refuseRepeated(draw, earlier, checkpoint)
    const from = { register: source.id, period, size: checkpoint.size }
    return { checkpoint, candidates: await candidatesAt(reader, from) }
  })
  if (drawn.candidates.length === 0) refuseNothing(source)
  const { size, root } = drawn.checkpoint
  const count = Math.min(request.count, drawnCountMax)
  const rule = { root, register: source.id, period, candidates: drawn.candidates, count }
  const sample = drawSample(ports.crypto, rule)
  const values = {
    ...request.values,
    [draw.from]: source.id,
    [draw.period]: period,
    [draw.size]: size,
    [draw.root]: root,
    [draw.count]: sample.length,
    [draw.into]: sample.map((record) => ({ [draw.record]: record })),
  }
  const { reason } = request
  return recordIn(ports, session, { register, values, reason, idempotency: null, isDraw: true })
}

/** Records that stood for choice at a size of the log, by id. */
export async function candidatesAt(
  reader: Pick<Reader, 'leavesOf'>,
  { register, period, size }: { register: string; period: string; size: number },
): Promise<readonly string[]> {
  const leaves = await reader.leavesOf({ register, before: size })
  return drawCandidates(leaves, { register, span: spanOf(period) })
}

/** Every draw from a register for a period, the oldest first; voided ones stay to be seen. */
export async function drawsAt(
  reader: Pick<Reader, 'records'>,
  given: { register: Register; draw: Draw; from: string; period: string },
): Promise<readonly LedgerRecord[]> {
  const { register, draw, from, period } = given
  const where = { [draw.from]: from, [draw.period]: period }
  const limit = drawsCountMax
  const page = await reader.records({ register: register.id, where, includeVoid: true, limit })
  return page.items.toSorted((one, other) => one.firstEntry - other.firstEntry)
}

/** Draws from one register for one period that are looked at: more than anybody makes. */
const drawsCountMax = 200

function refuseRepeated(
  draw: Draw,
  earlier: readonly LedgerRecord[],
  { size }: StoredCheckpoint,
): void {
  if (!earlier.some((one) => drawnIn(draw, one.values)?.size === size)) return
  refuse('draw.exists', {
    at: ['body', 'period'],
    text: {
      zh: '在当前检查点上，这本台账这个时段已经抽过，结果不会改变。',
      en: 'At this checkpoint a sample of this register and period was drawn already; it would be the same.',
    },
    hint: {
      zh: '请打开已有的抽取继续检查。',
      en: 'Open the sample that was drawn and go on with it.',
    },
  })
}

/** The draw of a register, or a refusal. */
export function drawOf({ draw, label }: Register): Draw {
  if (draw !== undefined) return draw
  return refuse('draw.none', {
    text: { zh: `“${label.zh}”不抽取样本。`, en: `“${label.en}” draws no samples.` },
    hint: { zh: '请从督导检查中抽取。', en: 'Draw it from an inspection.' },
  })
}

function knownPeriod(period: string): string {
  if (parsePeriod(period) !== null) return period
  return refuse('draw.period', {
    at: ['body', 'period'],
    text: { zh: '时段的写法不对。', en: 'This is not a period.' },
    hint: { zh: '例如 2025、2025-Q3、2025-07。', en: 'For example 2025, 2025-Q3, 2025-07.' },
  })
}

function refuseNoCheckpoint(): never {
  return refuse('draw.no-checkpoint', {
    text: { zh: '日志还没有检查点，暂时不能抽取。', en: 'The log has no checkpoint yet.' },
    hint: { zh: '请稍候几秒再试。', en: 'Try again in a few seconds.' },
  })
}

function refuseNothing({ label }: Register): never {
  return refuse('draw.nothing', {
    at: ['body', 'period'],
    text: {
      zh: `“${label.zh}”在这个时段没有可抽的记录。`,
      en: `“${label.en}” has no records of this period to draw from.`,
    },
    hint: { zh: '请换一个时段或台账。', en: 'Choose another period or register.' },
  })
}
