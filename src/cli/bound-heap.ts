import { setFlagsFromString } from 'node:v8'

/** So much of what lives may be garbage before it is cleared away. */
const garbagePercentMax = 60

/**
 * On a machine with much memory V8 lets a heap grow to four times what lives in it before it looks
 * for garbage, and gives nothing back to a server that then rests. Ours holds little and bounds its
 * caches by bytes: it looks sooner, which costs a few hundredths of a large year and no more.
 */
export function boundHeap(): void {
  setFlagsFromString(`--heap-growing-percent=${garbagePercentMax}`)
}
