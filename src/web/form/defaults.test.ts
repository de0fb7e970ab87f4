import { expect, test } from 'vitest'
import type { Register } from '../../ledger/register/register.ts'
import type { Unit } from '../components/use-unit.ts'
import { lastOfOwn } from './defaults.ts'

const unit = {
  session: { person: 'me' },
  roster: { people: [{ id: 'me', office: 'party-office' }] },
} as unknown as Unit
const meeting = {
  fields: [
    { id: 'kind', default: 'last' },
    { id: 'office', default: 'my-office' },
    { id: 'place', default: 'last' },
  ],
} as unknown as Register

const branch = { values: { kind: 'branch', office: 'branch-1', place: '二楼小会议室' } }
const own = { values: { kind: 'party-group', office: 'party-office', place: '三楼' } }

test('what another office recorded last is not proposed beside my own office', () => {
  expect(lastOfOwn(meeting, unit, [branch, own])).toBe(own.values)
  expect(lastOfOwn(meeting, unit, [branch])).toBeNull()
})

test('of a register that no office fills by default, the newest is', () => {
  const register = { fields: [{ id: 'kind', default: 'last' }] } as unknown as Register
  expect(lastOfOwn(register, unit, [branch, own])).toBe(branch.values)
})
