import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { makeFolder } from './make-folder.ts'

const home = mkdtempSync(join(tmpdir(), 'taizhang-folder-'))

afterAll(() => rmSync(home, { recursive: true, force: true }))

const modeOf = (path: string) => statSync(path).mode & 0o777

test('those above it are made with it, closed to others alike', () => {
  makeFolder(join(home, 'a/b/c'), 0o700)
  expect(['a', 'a/b', 'a/b/c'].map((one) => modeOf(join(home, one)))).toEqual(Array(3).fill(0o700))
})

test('one that is there stays as it is', () => {
  makeFolder(join(home, 'kept'), 0o700)
  chmodSync(join(home, 'kept'), 0o750)
  makeFolder(join(home, 'kept'), 0o700)
  expect(modeOf(join(home, 'kept'))).toBe(0o750)
})

test('a file in its place, or above it, is an error that says so', () => {
  writeFileSync(join(home, 'file'), '')
  expect(() => makeFolder(join(home, 'file'))).toThrow('EEXIST')
  expect(() => makeFolder(join(home, 'file/a/b'))).toThrow(/ENOTDIR|EEXIST/)
})
