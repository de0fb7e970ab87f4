import { expect, test } from 'vitest'
import type { PackView } from '../../api/contract/pack.ts'
import type { Field, Register } from '../../ledger/register/register.ts'
import { namingFields } from './naming-fields.ts'

const label = { zh: '台账', en: 'Register' }
const link = (id: string, register?: string): Field => ({
  id,
  label,
  type: 'record',
  required: false,
  ...(register === undefined ? {} : { register }),
})
const register = (id: string, fields: readonly Field[], more: object = {}): Register =>
  ({ id, label, title: '{title}', fields, checks: [], ...more }) as unknown as Register

const pack = {
  registers: [
    register('meeting', [link('planned', 'planned-meeting'), link('event')]),
    register('planned-meeting', []),
    register('task', [link('problem', 'problem'), link('meeting', 'meeting')]),
    register('problem', [link('selfCheck', 'self-check'), link('returnOf', 'problem')], {
      returns: { via: 'returnOf' },
    }),
    register('self-check', []),
  ],
  plays: { problem: { problem: { title: 'title', owner: 'owner' } } },
} as unknown as PackView

test.each([
  ['meeting', ['task.meeting']],
  ['planned-meeting', ['meeting.planned']],
  ['problem', ['task.problem']],
  // Problems that came of one stand in a part of their own.
  ['self-check', []],
  // Nothing names a task: what fulfils it is in no field.
  ['task', []],
])('%s is named by %j', (id, expected) => {
  const found = namingFields(pack, id)
  expect(found.map((one) => `${one.register.id}.${one.field.id}`)).toEqual(expected)
})
