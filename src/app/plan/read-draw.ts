import { refuse } from '../../ledger/fault.ts'
import type { Lang } from '../../ledger/label.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import type { DrawnSample } from '../../ledger/register/draw.ts'
import { drawnIn } from '../../ledger/register/draw.ts'
import { keysInForce } from '../../log/announced-keys.ts'
import { readableRegister } from '../access/access.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session, StoredCheckpoint } from '../ports/store-ports.ts'
import { readable } from '../records/read-record.ts'
import { shownRecords } from '../records/shown-record.ts'
import { candidatesAt, drawOf, drawsAt } from './draw-inspection.ts'

/** Everything that lets somebody repeat a draw. */
export interface DrawEvidence {
  readonly sample: DrawnSample
  /** Ids of the records that stood for choice, in order. */
  readonly candidates: readonly string[]
  /** The newest signed checkpoint, and the hashes that lead from the draw's size to it. */
  readonly checkpoint: StoredCheckpoint | null
  readonly consistency: readonly string[]
  readonly keys: { readonly log: string; readonly receipt: string }
  /** Every draw from the same register for the same period, this one among them, oldest first. */
  readonly draws: readonly {
    readonly id: string
    readonly title: string
    readonly size: number
    readonly count: number
    readonly recordedAt: string
    readonly state: 'live' | 'void'
  }[]
}

/** What is needed to repeat the draw of a record. Refuses with `record.unknown`, `draw.absent`. */
export async function readDraw(
  ports: Pick<AppPorts, 'store' | 'rosters'>,
  session: Session,
  { id, lang }: { readonly id: string; readonly lang: Lang },
): Promise<DrawEvidence> {
  const roster = await ports.rosters.of(session.org.id)
  return ports.store.read(session.org.id, async (reader) => {
    const record = readable(session, await reader.record(id))
    const register = readableRegister(session, record.register)
    const draw = drawOf(register)
    const sample = drawnIn(draw, record.values) ?? refuseAbsent()
    readableRegister(session, sample.register)
    const checkpoint = await reader.checkpoint()
    const isCovered = checkpoint !== null && checkpoint.size >= sample.size
    const draws = await drawsAt(reader, {
      register,
      draw,
      from: sample.register,
      period: sample.period,
    })
    const titled = shownRecords(session, draws, { roster, lang })
    const brief = (one: LedgerRecord, nth: number) => ({
      id: one.id,
      title: titled[nth]?.title ?? '',
      size: drawnIn(draw, one.values)?.size ?? 0,
      count: drawnIn(draw, one.values)?.drawn.length ?? 0,
      recordedAt: one.firstRecordedAt,
      state: one.state,
    })
    return {
      sample,
      candidates: await candidatesAt(reader, sample),
      checkpoint: isCovered ? checkpoint : null,
      consistency: isCovered
        ? await reader.consistency({ from: sample.size, to: checkpoint.size })
        : [],
      keys: keysInForce(await reader.keys(), checkpoint?.size ?? 0),
      draws: draws.map(brief),
    }
  })
}

function refuseAbsent(): never {
  return refuse('draw.absent', {
    text: { zh: '这次检查没有抽取样本。', en: 'No sample was drawn for this inspection.' },
    hint: {
      zh: '抽取样本的检查才能核验。',
      en: 'Only an inspection that drew its sample can be verified.',
    },
  })
}
