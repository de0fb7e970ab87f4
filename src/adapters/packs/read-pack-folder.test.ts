import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readPackFolder } from './read-pack-folder.ts'

let home: string

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'taizhang-pack-'))
  for (const folder of ['core/registers', 'own/registers', 'own/cases', 'own/deep/er']) {
    await mkdir(join(home, folder), { recursive: true })
  }
  const files: Readonly<Record<string, string>> = {
    'core/pack.yaml': 'id: core\n',
    'core/registers/person.yaml': 'id: person\n',
    'own/pack.yaml': 'id: own\nextends: [core, gone, ../secret]\n',
    'own/registers/visit.yaml': 'id: visit\n',
    'own/registers/.swap': 'x',
    'own/cases/visit.yaml': '- row: R01\n',
    'own/coverage.yaml': '[]\n',
    'own/deep/er/too-deep.yaml': 'x',
    'secret.yaml': 'x',
  }
  for (const [path, text] of Object.entries(files)) await writeFile(join(home, path), text)
  await symlink(join(home, 'secret.yaml'), join(home, 'own/lists.yaml'))
})

afterAll(async () => {
  await rm(home, { recursive: true })
})

describe('readPackFolder', () => {
  it('reads a pack with what it extends, and neither cases, links nor hidden files', async () => {
    const files = await readPackFolder(join(home, 'own'))
    expect(Object.keys(files).sort()).toEqual([
      'core/pack.yaml',
      'core/registers/person.yaml',
      'pack.yaml',
      'registers/visit.yaml',
    ])
  })

  it('says when there is no such folder', async () => {
    await expect(readPackFolder(join(home, 'nothing'))).rejects.toThrow('pack.folder')
  })
})
