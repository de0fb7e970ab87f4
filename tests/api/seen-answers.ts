const found: string[] = []
const pending: Promise<void>[] = []

/** Notes what is wrong with an answer that a test has seen. */
export function noteFault(fault: string): void {
  found.push(fault)
}

/** Notes an answer that is still being read; the test that is running waits for it. */
export function noteReading(reading: Promise<void>): void {
  pending.push(reading)
}

/** What was wrong with the answers since it was last asked, once all of them have been read. */
export async function faultsSeen(): Promise<readonly string[]> {
  await Promise.all(pending.splice(0))
  return found.splice(0)
}
