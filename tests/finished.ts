import type { Steps } from '../src/append/unhurried.ts'

/** Does work in steps at once, for tests that look at what it comes to. */
export function finished<T>(work: Steps<T>): T {
  for (;;) {
    const { done, value } = work.next()
    if (done === true) return value
  }
}
