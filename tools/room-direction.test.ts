import { join } from 'node:path'
import { expect, test } from 'vitest'
import { roomDirection } from '../scripts/room-direction.mjs'

test('an import against the direction, or of Node in a pure room, is found', () => {
  const { violations } = roomDirection(join(import.meta.dirname, 'fixtures/room-direction'))
  expect(violations.toSorted()).toEqual([
    'src/ledger/reads-disk.ts → fs (not-in-allowed)',
    'src/log/upwards.ts → src/app/record-fact.ts (not-in-allowed)',
    'src/log/verify/leans-on-server.ts → src/app/record-fact.ts (not-in-allowed)',
    'src/log/verify/leans-on-server.ts → src/app/record-fact.ts (verifier-apart)',
  ])
})
