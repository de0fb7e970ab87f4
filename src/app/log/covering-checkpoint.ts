import { Refusal, refuse } from '../../ledger/fault.ts'
import type { Reader, StoredCheckpoint } from '../ports/store-ports.ts'

/** The newest checkpoint, where it covers a log of this size. Refuses with `report.uncovered`. */
export async function coveringCheckpoint(reader: Reader, size: number): Promise<StoredCheckpoint> {
  const checkpoint = await reader.checkpoint()
  if (checkpoint !== null && checkpoint.size >= size) return checkpoint
  return refuseUncovered()
}

/** Refuses with `report.uncovered`: a moment later it is another thing. */
export function refuseUncovered(): never {
  return refuse('report.uncovered', {
    text: {
      zh: '日志的检查点还没有覆盖到这里。',
      en: 'No checkpoint of the log covers this yet.',
    },
    hint: { zh: '请稍候片刻再试。', en: 'Wait a moment and try again.' },
  })
}

const triesMax = 40
const pauseMs = 150

/**
 * Does again what was refused with `report.uncovered`: a checkpoint follows each write within a
 * second. Gives up after six seconds with that refusal.
 */
export async function waitForCheckpoint<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work()
    } catch (error) {
      const code = error instanceof Refusal ? error.faults[0]?.code : null
      if (code !== 'report.uncovered' || tries === triesMax) throw error
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  }
}
