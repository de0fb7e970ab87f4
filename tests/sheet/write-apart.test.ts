import { afterAll, beforeAll, expect, test } from 'vitest'
import { readSheet } from '../../src/adapters/sheet/read-sheet.ts'
import { cellsApart, workbooksApart } from '../../src/adapters/sheet/write-apart.ts'
import { writeCsv, writeWorkbook } from '../../src/adapters/sheet/write-sheet.ts'
import type { WrittenTable } from '../../src/ledger/sheet/write-table.ts'
import type { Bundles } from '../outside/bundles.ts'
import { bundles } from '../outside/bundles.ts'

const columns = [{}, { format: '#,##0' }, { isKey: true as const }]
const table = (rows: number): WrittenTable => ({
  name: '会议',
  header: ['会议', '人数', '记录号'],
  rows: Array.from({ length: rows }, (_, nth) => [`第${nth}次会议`, nth, `r${nth}`]),
  columns,
})
const large = table(Math.ceil(cellsApart / columns.length))

let made: Bundles
let write: typeof writeWorkbook

beforeAll(async () => {
  made = bundles('writer')
  write = workbooksApart(await made.script('writer', `import '../../src/writer.ts'`))
})

afterAll(() => made.remove())

/** What comes of the work, and how often everything else had its turn meanwhile. */
async function beside<T>(work: Promise<T>): Promise<{ done: T; turns: number }> {
  let turns = 0
  let isOver = false
  const others = (async () => {
    for (; !isOver; turns += 1) await new Promise(setImmediate)
  })()
  const done = await work
  isOver = true
  await others
  return { done, turns }
}

/**
 * The fewest turns of several times: where the work once waits for something off the main thread,
 * everything else has thousands.
 */
async function fewest<T>(work: () => Promise<T>): Promise<{ done: T; turns: number }> {
  let least = await beside(work())
  for (let times = 1; times < 5; times += 1) {
    const again = await beside(work())
    if (again.turns < least.turns) least = again
  }
  return least
}

test('a large sheet is written while everything else goes on, and is the same sheet', async () => {
  const alone = await fewest(() => writeWorkbook(large))
  const apart = await fewest(() => write(large))
  expect(apart.turns).toBeGreaterThan(10 * alone.turns)
  const [one, other] = [await readSheet(apart.done), await readSheet(alone.done)]
  expect(one).toEqual(other)
  expect(one.rows).toHaveLength(large.rows.length + 1)
})

test('a long list as CSV is written while everything else goes on', async () => {
  const { done, turns } = await beside(writeCsv(table(50_000)))
  expect(turns).toBeGreaterThan(3)
  expect(new TextDecoder().decode(done).split('\r\n')).toHaveLength(50_002)
})

test('one after another, and one that fails holds up none', async () => {
  const failing = { ...large, columns: [{ offered: null as never }] }
  const ended: string[] = []
  const written = await Promise.allSettled(
    [failing, large].map((one, nth) => write(one).finally(() => ended.push(`${nth}`))),
  )
  expect(written.map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
  expect(ended).toEqual(['0', '1'])
})
