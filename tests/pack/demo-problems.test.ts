import { expect, test } from 'vitest'
import { answersAmong } from '../../src/ledger/predicate/answers.ts'
import { returnsOf } from '../../src/ledger/register/returns.ts'
import { stageOf } from '../../src/ledger/register/stage.ts'
import { demoWrites, recordsAfter } from './demo-records.ts'
import { governancePack } from './own-packs.ts'

test('the demo shows problems at every stage, one that waits for a word, and samples drawn', async () => {
  const pack = await governancePack()
  const writes = await demoWrites(pack)
  const today = '2026-01-31'
  const problems = recordsAfter(pack, writes).filter(({ register }) => register === 'problem')
  const register = pack.registers.get('problem')
  if (!register?.stages) throw new Error('problems go through no stages')
  const context = { today, answers: answersAmong(problems, { today }) }
  const reached = new Set(problems.map((one) => stageOf(register.stages, one, context)?.id))
  expect(reached).toEqual(new Set(register.stages.map(({ id }) => id)))
  const open = problems.filter((one) => returnsOf(register, one, problems).length > 0)
  expect(open.length).toBe(1)
  const closers = writes.filter(
    ({ register: id, values, actor }) =>
      id === 'problem' && values['closedOn'] !== undefined && values['checkedBy'] !== actor,
  )
  expect(closers).toEqual([])
  expect(writes.filter(({ kind, draw }) => kind === 'create' && draw).length).toBe(3)
})
