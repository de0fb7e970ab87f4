import { expect, test } from 'vitest'
import { core } from '../../src/ledger/core/core-registers.ts'
import type { Field } from '../../src/ledger/register/register.ts'
import { governancePack } from './own-packs.ts'

/** Its unit follows from the step (opinions 条, talks 次, outlines 份), so its label names all. */
const byItsStep = 'life-meeting-step.total'

/** A clerk who is asked for a number is told of what: 人, 件, 学时. */
test('every number that somebody types says its unit', async () => {
  const pack = await governancePack()
  const ofCore = new Set<string>(Object.values(core).map(({ id }) => id))
  const bare = [...pack.registers.values()]
    .filter(({ id }) => !ofCore.has(id))
    .flatMap(({ id, fields }) => numbersIn(fields).map((field) => ({ register: id, field })))
    .filter(({ field }) => field.unit === undefined)
  expect(bare.map(({ register, field }) => `${register}.${field.id}`)).toEqual([byItsStep])
})

function numbersIn(fields: readonly Field[]): readonly Field[] {
  return fields.flatMap((field) => {
    if (field.type === 'rows') return numbersIn(field.fields ?? [])
    return field.type === 'number' ? [field] : []
  })
}
