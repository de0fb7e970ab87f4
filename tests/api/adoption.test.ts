import { afterAll, beforeAll, expect, test } from 'vitest'
import { keepAdopted } from '../../src/app/organisation/adopt-pack.ts'
import type { Organisation } from '../../src/app/ports/store-ports.ts'
import { refuse } from '../../src/ledger/fault.ts'
import type { Serving } from './serving.ts'
import { serveTest, setUp } from './serving.ts'

let serving: Serving
const units: Organisation[] = []

beforeAll(async () => {
  serving = await serveTest()
  await setUp(serving)
  for (const zh of ['甲县档案馆', '乙县档案馆', '丙县档案馆']) {
    const request = { name: { zh, en: zh }, parent: null, zone: 'Asia/Shanghai', actor: 'cli:test' }
    const { organisations } = serving.opened.ports
    units.push(await organisations.found({ ...request, kind: 'real' }))
  }
})

afterAll(() => serving.close())

/** Of each unit, how often it adopted a pack. */
function adoptions(): Promise<number[]> {
  const { store } = serving.opened.ports
  return Promise.all(
    units.map(({ id }) => store.read(id, async (reader) => (await reader.adoptions(0)).length)),
  )
}

test('a unit adopts the pack before somebody works there, once, and the others meanwhile', async () => {
  const [first, second, third] = units as [Organisation, Organisation, Organisation]
  const { ports } = serving.opened
  const problems: unknown[] = []
  const store = {
    ...ports.store,
    append: (org: number, request: never) => {
      if (org === second.id) throw new Error('the key of this one is gone')
      if (org === third.id)
        refuse('clock.held', { text: { zh: '', en: '' }, hint: { zh: '', en: '' } })
      return ports.store.append(org, request)
    },
  } as typeof ports.store
  const told = { actor: 'cli:test', onProblem: (error: unknown) => problems.push(error) }
  const doubted = keepAdopted({ ...ports, store }, told)
  await doubted.before(first)
  await doubted.before(first)
  expect(await adoptions()).toEqual([1, 0, 0])
  // Who only reads goes on; what is broken is said.
  await doubted.before(third)
  await expect(doubted.before(second)).rejects.toThrow('the key of this one is gone')
  await doubted.all()
  await doubted.stop()
  expect(problems).toHaveLength(1)
  expect(await adoptions()).toEqual([1, 0, 0])
  const sound = keepAdopted(ports, told)
  await sound.all()
  await sound.all()
  await sound.stop()
  expect(await adoptions()).toEqual([1, 1, 1])
})
