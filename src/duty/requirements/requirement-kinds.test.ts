import { expect, test } from 'vitest'
import { dutyRegisters } from '../../../tests/duty/sample-year.ts'
import { readBy } from '../../../tests/ledger/read-by.ts'
import { describeRequirement } from '../describe-requirement.ts'
import { dueDays } from '../due-days.ts'
import type { Duty } from '../duty.ts'
import { dutySchema } from '../duty-schema.ts'
import { requirementKindOf, requirementKinds } from './requirement-kinds.ts'

const source = { instrument: 'own-rule', tier: 'own' }
const label = { zh: '事项', en: 'Duty' }

function read(example: object): Duty {
  const given = { id: 'd', label, part: 'p', source, require: example }
  const duty = readBy(dutySchema, given, { code: 'duty' })
  if (duty.faults !== undefined) throw new Error(JSON.stringify(duty.faults))
  return duty.value
}

test.each(requirementKinds.map((one) => [one.kind, one.example] as const))(
  'the example of %s is of its kind, can be said and has its days',
  (kind, example) => {
    const { require } = read(example)
    expect(require.kind).toBe(kind)
    const context = { registers: dutyRegisters, figures: new Map() }
    const { zh, en } = describeRequirement(require, context)
    expect([zh, en].filter((text) => /^\s*$|undefined|\[object/.test(text))).toEqual([])
    for (const { on, period } of dueDays({ require }, 2026)) {
      expect([on, period].every((one) => one.startsWith('2026'))).toBe(true)
    }
  },
)

// A definition that hides what it reads would open to everybody what is closed, miss a change and
// prove what it does not know.
test.each(requirementKinds.map((one) => [one.kind, one.example] as const))(
  'what %s names under its keys it also says that it reads',
  (_kind, example) => {
    const { require } = read(example)
    const said = requirementKindOf(require)
      .reads(require)
      .map((one) => ('figure' in one ? one.figure : one.register))
    const named = ['of', 'each', 'none', 'after'].flatMap((key) => example[key] ?? [])
    expect(new Set<unknown>(said)).toEqual(new Set(named.flat()))
  },
)
