import { Refusal } from '../../ledger/fault.ts'

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
