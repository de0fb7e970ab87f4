import { expect, test } from 'vitest'
import { exportQuery, listQuery } from './record.ts'

test('a key that no list knows is refused, also where every object has it', () => {
  for (const query of [listQuery, exportQuery]) {
    expect(query.safeParse({ 'where.kind': 'x', sort: '-title' }).success).toBe(true)
    for (const key of ['kind', 'constructor', 'toString', 'where.', 'where.a.b']) {
      expect(query.safeParse({ [key]: 'x' }).success, key).toBe(false)
    }
  }
})
