import { expect, test } from 'vitest'
import { recordsBehind } from '../../src/ledger/record/kept-lists.ts'
import { demoBook } from './demo-book.ts'
import { demoWrites, recordsAfter } from './demo-records.ts'
import { governancePack } from './own-packs.ts'

// Whoever shows a year shows the records of all windows; of a large one, looking each of them up by
// its id would take as long as judging the duties.

test('the ids in a window of a duty of any kind lead back to their records', async () => {
  const pack = await governancePack()
  const written = recordsAfter(pack, await demoWrites(pack))
  const records = written.filter(({ state }) => state === 'live')
  const book = demoBook(pack, records, { year: 2025, today: '2025-11-20' })
  const named = book
    .standings()
    .flatMap(({ duty, windows }) =>
      windows.filter((one) => one.records.length > 0).map((window) => ({ duty, window })),
    )
  expect(named.length).toBeGreaterThan(50)
  for (const { duty, window } of named) {
    const behind = recordsBehind(window.records)
    expect(
      behind?.map(({ id }) => id),
      duty,
    ).toEqual(window.records)
  }
})
