import { expect, test } from 'vitest'
import type { PackView } from '../../api/contract/pack.ts'
import { core } from '../../ledger/core/core-registers.ts'
import { byPart } from './by-part.ts'

const label = { zh: '学习', en: 'Study' }
const register = (id: string) => ({ id, label, fields: [] })
const pack = {
  parts: [{ id: 'conduct', label }],
  duties: [
    { id: 'd1', part: 'conduct', register: 'lesson' },
    { id: 'd2', part: 'conduct', register: core.attestation.id },
  ],
  figures: [],
  registers: [core.passkey.id, 'prize', core.person.id, core.attestation.id, 'lesson'].map(
    register,
  ),
} as unknown as PackView

test('what no form writes stands apart from what no duty asks for, people stand elsewhere', () => {
  const parts = byPart(pack).map(({ id, registers }) => [id, ...registers.map((one) => one.id)])
  expect(parts).toEqual([
    ['conduct', 'lesson'],
    ['rest', 'prize'],
    ['written', core.passkey.id, core.attestation.id],
  ])
})
