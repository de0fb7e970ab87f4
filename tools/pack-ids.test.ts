import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { nodeCrypto } from '../src/adapters/crypto/node-crypto.ts'
import { readPackFolder } from '../src/adapters/packs/read-pack-folder.ts'
import type { Register } from '../src/ledger/register/register.ts'
import { loadPack } from '../src/pack/load-pack.ts'

// Code asks for what a register plays, and names no register, list or field of a pack: another pack
// calls them otherwise. The registers of the core pack are named in one file.

const root = join(import.meta.dirname, '..')

/** The one file that names what stands in `packs/core`. */
const coreFile = 'src/ledger/core/core-registers.ts'

/** What packs of before call things: they are closed, and so is this file. */
const earlierRoles = 'src/pack/roles-of-earlier-packs.ts'

interface Ids {
  /** Registers, lists, figures and duties. */
  readonly things: ReadonlySet<string>
  readonly fields: ReadonlySet<string>
}

let content: Ids
let core: Ids

beforeAll(async () => {
  const files = await readPackFolder(join(root, 'packs/cn-party-governance'))
  const { pack, faults } = loadPack(files, nodeCrypto)
  if (!pack) throw new Error(JSON.stringify(faults))
  const isOfCore = (id: string) => files[`core/registers/${id}.yaml`] !== undefined
  const coreLists = Object.keys(parse(files['core/lists.yaml'] ?? ''))
  const registers = [...pack.registers.values()]
  const all = [...pack.lists, ...pack.figures, ...pack.duties].map(([id]) => id)
  core = {
    things: new Set([...registers.map(({ id }) => id).filter(isOfCore), ...coreLists]),
    fields: fieldsOf(registers.filter(({ id }) => isOfCore(id))),
  }
  content = {
    things: new Set(
      [...registers.map(({ id }) => id), ...all].filter(
        // The lists of roles and of duties every pack has without declaring them.
        (id) => !core.things.has(id) && id !== 'roles' && id !== 'duties',
      ),
    ),
    fields: new Set([...fieldsOf(registers)].filter((id) => !core.fields.has(id))),
  }
})

function fieldsOf(registers: readonly Register[]): ReadonlySet<string> {
  return new Set(
    registers.flatMap(({ fields }) =>
      fields.flatMap((one) => [one.id, ...(one.fields ?? []).map(({ id }) => id)]),
    ),
  )
}

/** A hyphen or a capital within: no word of the language, so that any literal of it is the id. */
const isCompound = (id: string) => /-|[a-z][A-Z]/.test(id)

/** A literal that stands for a register or a list, whatever else its word may mean. */
const asThing =
  /(?:[rR]egister(?:\.?[iI]d)?|\blist)\b['"]?\s*(?:===|!==|:|=)\s*['"]([\w-]+)['"]|(?:registers|lists)\.(?:get|has)\(['"]([\w-]+)['"]|\blists\[['"]([\w-]+)['"]|(?:\w*Register|registerOf|recordOne|recordsOf|allOf|needs\.(?:records|value))\((?:\w+, )?['"]([\w-]+)['"]/g

/** A field that is read from the values of a record, by whatever word. */
const asField = /\bvalues\??\.?\[['"](\w+)['"]\]|\brow\[['"](\w+)['"]\]/g
const asMember = /\b(?:record|one|before|body|item)\.values\??\.(\w+)\b/g
const asParts = /\{([^{}]*)\}(?:: \w+)? = [\w.]*\bvalues\b(?!\()/g

/** Ids that a line of code spells. */
function spelledIn(line: string, { things, fields }: Ids): string[] {
  const all = (pattern: RegExp) =>
    [...line.matchAll(pattern)].flatMap(([, ...found]) => found.filter((one) => one !== undefined))
  const literals = all(/['"`]([\w-]+)['"`]/g)
  const parts = all(asParts).flatMap((names) => names.split(',').map((name) => nameIn(name)))
  return [
    ...literals.filter((id) => isCompound(id) && (things.has(id) || fields.has(id))),
    ...all(asThing).filter((id) => things.has(id)),
    ...[...all(asField), ...all(asMember), ...parts].filter((id) => fields.has(id)),
  ]
}

function nameIn(part: string): string {
  return part.trim().split(/[\s:=]/)[0] ?? ''
}

function linesOf(path: string): readonly string[] {
  return readFileSync(join(root, path), 'utf8').split('\n')
}

function spellings(files: readonly string[], ids: Ids): string[] {
  return files.flatMap((path) =>
    linesOf(path).flatMap((line, at) => {
      // A comment may give an example.
      if (/^\s*(\/\/|\/?\*)/.test(line)) return []
      return [...new Set(spelledIn(line, ids))].map((id) => `${path}:${at + 1} ${id}`)
    }),
  )
}

function sources(): readonly string[] {
  return execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'src'], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
    .filter((path) => existsSync(join(root, path)))
}

test('no id of a content pack is spelled in code', () => {
  const files = sources().filter((path) => path !== earlierRoles)
  expect(files.length).toBeGreaterThan(300)
  expect(content.things.size).toBeGreaterThan(200)
  expect(content.fields.size).toBeGreaterThan(100)
  expect(spellings(files, content)).toEqual([])
})

test('ids of the core pack are spelled in one file', () => {
  const files = sources().filter((path) => path !== earlierRoles && path !== coreFile)
  expect(core.things.size).toBeGreaterThan(10)
  expect(core.fields.size).toBeGreaterThan(40)
  expect(spellings(files, core)).toEqual([])
})

test.each([
  "const taskRegister = 'plan-item'",
  "  recordOne('problem')",
  "if (record.register === 'meeting') return null",
  "    params={{ register: 'meeting', record }}",
  "const register = pack.registers.get('problem')",
  "const kinds = pack.lists['meeting-kinds'] ?? []",
  "const late = values['owner'] === person",
  'const late = record.values.owner === person',
  'const { title, owner } = record.values',
  "const kept = ['plan', 'coOffices']",
  "book.figure('governance-study')",
])('a line that spells one of a content pack is found: %s', (line) => {
  expect(spelledIn(line, content)).not.toEqual([])
})

test.each([
  "  register: 'person',",
  "const register = session.pack.registers.get('override')",
  "export const standInRegister = 'stand-in'",
  "const by = values['person']",
  'const { checkpoint, root } = record.values',
  "needs.value('attestation', 'givenOn')",
  "readableRegister(session, 'attestation')",
])('a line that spells one of the core pack is found: %s', (line) => {
  expect(spelledIn(line, core)).not.toEqual([])
})

test.each([
  "kind: 'problem',",
  "const [player] = playersIn(pack, 'task')",
  "return { kind: 'report', due, owner }",
  'const { checkpoint, root } = coreValues(core.receivedReport, record.values)',
  'doneOn: text(fields.doneOn),',
])('an ordinary word passes: %s', (line) => {
  expect([...spelledIn(line, content), ...spelledIn(line, core)]).toEqual([])
})
