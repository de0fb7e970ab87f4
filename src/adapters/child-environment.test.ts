import { afterEach, expect, test, vi } from 'vitest'
import { childEnvironment } from './child-environment.ts'

afterEach(() => void vi.unstubAllEnvs())

test('a program that the server starts is told how memory is kept, and no secret', () => {
  vi.stubEnv('GLIBC_TUNABLES', 'glibc.malloc.arena_max=2')
  vi.stubEnv('DATABASE_URL', 'postgres://taizhang:secret@db/taizhang')
  const given = childEnvironment()
  expect(given['GLIBC_TUNABLES']).toBe('glibc.malloc.arena_max=2')
  expect(Object.values(given).join()).not.toContain('secret')
})
