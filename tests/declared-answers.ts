import { afterEach } from 'vitest'
import { faultsSeen } from './api/seen-answers.ts'

// Wherever an answer was seen, the test that was running fails if it is not as declared. Here and
// not beside `heldApp`: files share what they import, and a hook of that is one of the first of them.
afterEach(async () => {
  const faults = await faultsSeen()
  if (faults.length > 0) throw new Error(`answers that are not as declared:\n${faults.join('\n')}`)
})
