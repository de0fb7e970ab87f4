import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')

const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z', '*.md'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\0')
  .filter((path) => path !== '' && existsSync(join(root, path)) && !path.startsWith('packs/'))

/** It shows how to make a command that is not there. */
const makesCommand = 'docs/recipes/add-a-command.md'

const read = (path: string): string => readFileSync(join(root, path), 'utf8')

/** Commands of the terminal by their words, with the options of each. */
const commands = readCommands()

// Read from the source: loading the program would load everything it can do.
function readCommands(): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, ReadonlySet<string>>()
  const sources = readdirSync(join(root, 'src/cli/commands')).map(
    (one) => `src/cli/commands/${one}`,
  )
  const shared = { dataOption: '--data', orgOption: '--org' }
  for (const source of sources) {
    let group = ''
    for (const chain of read(source).split(/(?=\n\s*(?:const \w+ = )?\w+(?:\n\s*)?\.command\()/)) {
      const name = /\.command\('([\w-]+)'\)/.exec(chain)?.[1]
      if (name === undefined) continue
      const parent = /const \w+ = (\w+)\s*\.command\(/.exec(chain)?.[1]
      const isGroup = parent !== undefined
      if (isGroup) group = parent === 'program' ? name : `${group} ${name}`
      const words = isGroup || !/\n\s*program\s*\./.test(chain) ? group : ''
      const options = [...chain.matchAll(/[oO]ption\(\s*'(--[\w-]+)/g)].map((hit) => hit[1] ?? '')
      for (const [call, option] of Object.entries(shared)) {
        if (chain.includes(`${call}(`)) options.push(option)
      }
      found.set(isGroup ? group : `${words} ${name}`.trim(), new Set([...options, '--help']))
    }
  }
  return found
}

interface Named {
  readonly at: string
  readonly words: readonly string[]
}

/** What a text says after `pattern`, word by word, from fenced blocks and code in lines. */
function named(path: string, pattern: RegExp): Named[] {
  const text = read(path)
  const fenced = [...text.matchAll(/^ *```sh\n([\s\S]*?)^ *```/gm)].flatMap((hit) =>
    (hit[1] ?? '').split('\n'),
  )
  const inline = [...text.replace(/^ *```[\s\S]*?^ *```/gm, '').matchAll(/`([^`\n]+)`/g)].map(
    (hit) => hit[1] ?? '',
  )
  return [...fenced, ...inline].flatMap((line) => {
    const said = pattern.exec(line)?.[1]
    return said === undefined ? [] : [{ at: `${path}: ${line}`, words: said.split(/\s+/) }]
  })
}

const ofTerminal = files
  .filter((path) => path !== makesCommand)
  .flatMap((path) => named(path, /(?:^|\s)(?:node bin\/taizhang\.mjs|taizhang) (\S.*)$/))
const ofScripts = files.flatMap((path) => named(path, /(?:^|\s)npm (.+)$/))

test('the commands that the source declares were found', () => {
  expect([...commands.keys()]).toEqual(
    expect.arrayContaining(['serve', 'cert', 'check', 'report', 'fsck', 'log export', 'org add']),
  )
  expect([...(commands.get('check') ?? [])]).toEqual(expect.arrayContaining(['--year', '--data']))
  expect(ofTerminal.length).toBeGreaterThan(10)
  expect(ofScripts.length).toBeGreaterThan(10)
})

test('every command of the terminal that a text names is there, with its options', () => {
  const wrong = ofTerminal.flatMap(({ at, words: [first = '', second = '', ...rest] }) => {
    if (first.startsWith('--')) return []
    const two = `${first} ${second}`
    const three = `${two} ${rest[0] ?? ''}`
    const options = commands.get(three) ?? commands.get(two) ?? commands.get(first)
    const unknown = [second, ...rest].filter(
      (word) => word.startsWith('--') && options?.has(word.replace(/=.*/, '')) !== true,
    )
    return options !== undefined && unknown.length === 0 ? [] : [`${at} ${unknown.join(' ')}`]
  })
  expect(wrong).toEqual([])
})

test('every npm script that a text names is there', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
  const ofNpm = new Set(['ci', 'install', 'i'])
  const wrong = ofScripts.filter(({ words: [first = '', second = ''] }) =>
    first === 'run' ? !(second in scripts) : !(first in scripts) && !ofNpm.has(first),
  )
  expect(wrong.map(({ at }) => at)).toEqual([])
})

test('CONTRIBUTING names every npm script and every folder of tests', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
  const ofNpm = named('CONTRIBUTING.md', /^npm (.+)$/).map(
    ({ words: [first = '', second = ''] }) => (first === 'run' ? second : first),
  )
  expect(Object.keys(scripts).filter((name) => !ofNpm.includes(name))).toEqual([])
  const folders = readdirSync(join(root, 'tests'), { withFileTypes: true })
    .filter((one) => one.isDirectory() && !one.name.startsWith('.'))
    .map(({ name }) => name)
    .filter((name) =>
      readdirSync(join(root, 'tests', name)).some((one) => one.endsWith('.test.ts')),
    )
  const text = read('CONTRIBUTING.md')
  expect(folders.filter((name) => !text.includes(`\`tests/${name}\``))).toEqual([])
})

test('the README of a room names every folder in it', () => {
  const folders = (path: string) =>
    readdirSync(join(root, path), { withFileTypes: true })
      .filter((one) => one.isDirectory())
      .map(({ name }) => name)
  const rooms = folders('src').filter((room) => existsSync(join(root, 'src', room, 'README.md')))
  expect(rooms.length).toBeGreaterThan(10)
  const unnamed = rooms.flatMap((room) => {
    const code = [...read(`src/${room}/README.md`).matchAll(/`([^`\n]+)`/g)].map(([, one]) => one)
    const steps = new Set(code.flatMap((one) => (one ?? '').split('/')))
    return folders(`src/${room}`)
      .filter((name) => !steps.has(name))
      .map((name) => `${room}/${name}`)
  })
  expect(unnamed).toEqual([])
})

test('every file that a text links to is there', () => {
  const wrong = files.flatMap((path) =>
    [...read(path).matchAll(/\]\(([^)\s]+)\)/g)]
      .map((hit) => (hit[1] ?? '').replace(/#.*/, ''))
      .filter((link) => link !== '' && !/^\w+:/.test(link))
      .map((link) => normalize(join(dirname(path), link)))
      .filter((link) => !existsSync(join(root, link)))
      .map((link) => `${path} → ${link}`),
  )
  expect(wrong).toEqual([])
})

test.each(['ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md', 'README.md', 'README.zh-CN.md'])(
  '%s names only files that are there',
  (path) => {
    const paths = [...read(path).matchAll(/`([^`\s]+)`/g)]
      .map((hit) => hit[1] ?? '')
      .filter((one) => /^(src|packs|docs|tests|tools|scripts|bench|bin)\//.test(one))
    expect(paths.filter((one) => !existsSync(join(root, one)))).toEqual([])
  },
)

test('every room has a map that fits one look, and the house one of two pages', () => {
  const rooms = readdirSync(join(root, 'src'), { withFileTypes: true })
    .filter((one) => one.isDirectory())
    .map(({ name }) => `src/${name}/README.md`)
  expect(rooms.filter((one) => !existsSync(join(root, one)))).toEqual([])
  const lines = (path: string) => read(path).trimEnd().split('\n').length
  expect(rooms.filter((one) => lines(one) > 25)).toEqual([])
  expect(lines('ARCHITECTURE.md')).toBeLessThanOrEqual(170)
  const decisions = files.filter((path) => path.startsWith('docs/decisions/0'))
  expect(decisions.filter((one) => lines(one) > 50)).toEqual([])
})

test('every decision has a number of its own and stands in the list', () => {
  const pages = readdirSync(join(root, 'docs/decisions')).filter((one) => one !== 'README.md')
  expect(pages.filter((one) => !/^\d{4}-[a-z0-9-]+\.md$/.test(one))).toEqual([])
  expect(new Set(pages.map((one) => one.slice(0, 4))).size).toBe(pages.length)
  const list = read('docs/decisions/README.md')
  expect(pages.filter((one) => !list.includes(`](${one})`))).toEqual([])
})
