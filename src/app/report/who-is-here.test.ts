import { expect, test } from 'vitest'
import type { OrgId } from '../ports/store-ports.ts'
import { keepWhoIsHere } from './who-is-here.ts'

test('whoever looks at a draft is told who else does, until they have gone', () => {
  let now = 0
  const here = keepWhoIsHere({ clock: { now: () => now } })
  const org = 'org' as unknown as OrgId
  const seen = (person: string, draft = 'd1') => here.seen({ org, draft, person })
  expect(seen('a')).toEqual([])
  expect(seen('b')).toEqual(['a'])
  expect(seen('c', 'd2')).toEqual([])
  now += 10_000
  expect(seen('a')).toEqual(['b'])
  now += 10_000
  expect(seen('a')).toEqual([])
})
