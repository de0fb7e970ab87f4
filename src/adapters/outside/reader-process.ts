import { Refusal } from '../../ledger/fault.ts'
import type { ReaderAnswer, ReaderQuestion } from './reader-messages.ts'
import { partsOf } from './reader-messages.ts'
import { readHere } from './readers.ts'

/**
 * Reads whatever the server asks for until it goes away. Holds no connection, no key and nothing
 * of the server's environment: whoever breaks out of a parser finds nothing here.
 */
export function runReader(): void {
  process.on('disconnect', leave)
  process.on('message', (question: ReaderQuestion) => void answer(question))
}

/** Goes with whatever it started: the group is its own (`reader-child.ts`). */
function leave(): void {
  try {
    if (process.platform !== 'win32') process.kill(-process.pid, 'SIGKILL')
  } finally {
    process.exit()
  }
}

async function answer({ kind, given }: ReaderQuestion): Promise<void> {
  try {
    const parts = partsOf(kind, await readHere(kind, given))
    for (let next = parts.next(); !next.done; ) {
      const after = parts.next()
      say({ part: next.value, isLast: after.done === true })
      next = after
    }
  } catch (error) {
    if (error instanceof Refusal) say({ refused: error.faults })
    else say({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
}

function say(answered: ReaderAnswer): void {
  process.send?.(answered)
}
