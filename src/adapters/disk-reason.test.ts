import { mkdirSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { diskRefusal } from './disk-reason.ts'

function thrown(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return error
  }
}

test('a folder that cannot be made is named with why, whatever wanted it', () => {
  const refusal = diskRefusal(thrown(() => mkdirSync('/proc/x')))
  expect(refusal?.faults[0]).toMatchObject({ code: 'file.unwritable', at: ['/proc/x'] })
  expect(refusal?.faults[0]?.text.zh).toContain('那里没有可用的目录')
})

test('a full disk is named by its path, a read-only one too', () => {
  const error = (code: string) =>
    Object.assign(new Error(code), { code, syscall: 'write', path: '/a' })
  expect(diskRefusal(error('ENOSPC'))?.faults[0]?.text.en).toBe(
    '/a cannot be written: the disk is full.',
  )
  expect(diskRefusal(error('EROFS'))?.faults[0]?.text.zh).toBe('无法写入 /a：磁盘是只读的。')
})

test('what PostgreSQL says, a file that is missing and a bug are none of it', async () => {
  expect(diskRefusal(Object.assign(new Error('no space'), { code: '53100' }))).toBeNull()
  expect(diskRefusal(thrown(() => readFileSync('/nowhere/x')))).toBeNull()
  expect(diskRefusal(new TypeError('x'))).toBeNull()
  const away = await new Promise((resolve) => connect('/nowhere/s').once('error', resolve))
  expect(diskRefusal(away)).toBeNull()
})
