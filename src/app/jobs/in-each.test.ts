import { expect, test } from 'vitest'
import { Refusal } from '../../ledger/fault.ts'
import type { Organisation, OrgId } from '../ports/store-ports.ts'
import { inEach } from './in-each.ts'

const named = (id: OrgId): Organisation => ({
  id,
  publicId: `p${id}`,
  name: { zh: `第${id}单位`, en: `Unit ${id}` },
  kind: 'real',
  origin: `taizhang/p${id}`,
  path: '',
  parent: null,
  zone: 'Asia/Shanghai',
})
const organisations = {
  of: (id: OrgId) => Promise.resolve(named(id)),
  byPublicId: () => Promise.resolve(null),
  all: () => Promise.resolve([]),
  found: () => Promise.reject(new Error('not here')),
}

function given(count: number) {
  const problems: unknown[] = []
  const stop = new AbortController()
  const orgs = Array.from({ length: count }, (_, at) => at + 1)
  const onProblem = (error: unknown) => problems.push(error)
  return { problems, stop, context: { orgs, signal: stop.signal, onProblem } }
}

test('one that fails holds up no other, and is named at the end', async () => {
  const { problems, context } = given(40)
  const done: number[] = []
  const run = inEach({ organisations }, context, async (org) => {
    if (org % 6 === 0) throw new Error(`no ${org}`)
    done.push(org)
  })
  const error: unknown = await run.catch((one: unknown) => one)
  expect(done).toHaveLength(34)
  expect(problems).toHaveLength(6)
  expect((error as Refusal).faults[0]).toMatchObject({
    code: 'job.some-failed',
    text: { zh: '6 个单位没有办成：第6单位、第12单位、第18单位、第24单位、第30单位等。' },
  })
})

test('where all fail it ends with what they failed with', async () => {
  const { problems, context } = given(3_000)
  const away = new Error('the database is away')
  const run = inEach({ organisations }, context, () => Promise.reject(away))
  await expect(run).rejects.toBe(away)
  expect(problems).toHaveLength(9)
})

test('it ends when it is told to', async () => {
  const { stop, context } = given(5)
  const done: number[] = []
  await inEach({ organisations }, context, async (org) => {
    done.push(org)
    if (org === 2) stop.abort()
  })
  expect(done).toEqual([1, 2])
})
