/** What ends whatever was opened so far. */
export type Closing = (() => Promise<unknown> | unknown)[]

// What was opened last is closed first; one that fails does not keep the others open.
/** Closes all of it, and says the first fault. */
export async function closeAll(closing: Closing): Promise<void> {
  const faults: unknown[] = []
  for (const close of closing.toReversed()) {
    try {
      await close()
    } catch (error) {
      faults.push(error)
    }
  }
  if (faults.length > 0) throw faults[0]
}
