import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const lineColumnsMax = 100
// Wide on purpose: a story is told in one place as long as it is one story. What passes these
// limits is no longer one.
const functionLinesMax = 120
const fileLinesMax = 800
const blobBytesMax = 500 * 1024

// A text for people, an address, a pattern: the formatter cannot break them.
const unbreakable = /['"`]|https?:|(^|[\s(=,])\/[^/*\s]/

/** What breaks a limit today. Entries only ever leave this list; each says why it is here. */
const exempt = {
  fileLines: new Map<string, string>([]),
  functionLines: new Map<string, string>([]),
}

/** Names that say nothing, and what to do instead. */
const bannedNames = /(^|-)(utils?|helpers?|common|managers?|misc|shared)$/

// In a clone git says what belongs to the repository; files not yet added count too.
const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\0')
  .filter((path) => path !== '' && existsSync(join(root, path)))

const isCode = (path: string) => /\.(ts|tsx|mts|mjs|cjs)$/.test(path)
const isTest = (path: string) => /\.test\.tsx?$/.test(path) || path.startsWith('tests/')
// Lists of values, copied texts and what a program wrote are as long as they are.
const isData = (path: string) =>
  /^(packs|docs\/derived|tests\/(vectors|golden|samples|data)|tools\/fixtures)\//.test(path) ||
  path === 'package-lock.json'
const code = files.filter((path) => isCode(path) && !isData(path))
const text = files.filter((path) => /\.(ts|tsx|mts|mjs|cjs|md|json|yaml|yml|css|html)$/.test(path))

function linesOf(path: string): string[] {
  return readFileSync(join(root, path), 'utf8').split('\n')
}

function matches(paths: readonly string[], pattern: RegExp): string[] {
  return paths.flatMap((path) =>
    linesOf(path).flatMap((line, at) => (pattern.test(line) ? [`${path}:${at + 1}`] : [])),
  )
}

test('a line of code fits the page', () => {
  // A Chinese character takes two columns, but the formatter counts one, and it decides.
  const long = code
    .filter((path) => !isTest(path))
    .flatMap((path) =>
      linesOf(path).flatMap((line, at) =>
        [...line].length > lineColumnsMax && !unbreakable.test(line) ? [`${path}:${at + 1}`] : [],
      ),
    )
  expect(long).toEqual([])
})

test('a file can be read at one go', () => {
  const long = code
    .filter((path) => !isTest(path) && !exempt.fileLines.has(path))
    .map((path) => ({ path, lines: linesOf(path).length - 1 }))
    .filter(({ lines }) => lines > fileLinesMax)
  expect(long).toEqual([])
})

test('a function can be seen at one glance', () => {
  const long = code
    .filter((path) => !isTest(path))
    .flatMap(longFunctions)
    .filter((at) => !exempt.functionLines.has(at.replace(/ .*/, '')))
  expect(long).toEqual([])
})

/** Each function of a file that is too long, as "path:name lines". */
function longFunctions(path: string): string[] {
  const source = ts.createSourceFile(
    path,
    readFileSync(join(root, path), 'utf8'),
    ts.ScriptTarget.ESNext,
    true,
  )
  const lineOf = (position: number) => source.getLineAndCharacterOfPosition(position).line
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const lines = lineOf(node.end) - lineOf(node.getStart()) + 1
      const name = node.name?.getText() ?? `line ${lineOf(node.getStart()) + 1}`
      if (lines > functionLinesMax) found.push(`${path}:${name} ${lines}`)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

test('an exemption that is no longer needed is gone', () => {
  const shortFiles = [...exempt.fileLines.keys()].filter(
    (path) => !existsSync(join(root, path)) || linesOf(path).length - 1 <= fileLinesMax,
  )
  const long = code.flatMap(longFunctions).map((at) => at.replace(/ .*/, ''))
  const shortFunctions = [...exempt.functionLines.keys()].filter((at) => !long.includes(at))
  expect([...shortFiles, ...shortFunctions]).toEqual([])
})

test('nothing is left for later in the code', () => {
  const leftover = new RegExp(
    `\\b(${['FIX' + 'ME', 'TO' + 'DO', 'X' + 'XX', 'HA' + 'CK'].join('|')})\\b`,
  )
  expect(matches(code, leftover)).toEqual([])
  expect(matches(code.filter(isTest), /\b(test|it|describe)\.only\(/)).toEqual([])
})

test('nothing names the machine it was written on', () => {
  const machine = /(^|[\s'"`(=])\/(work|home|Users)\/[a-z]|\/tmp\/tz|file:\/\/\/[a-z]/
  expect(matches(text, machine)).toEqual([])
})

test('a pure room reads no clock', () => {
  const pure = code.filter(
    (path) => /^src\/(log|ledger|duty|report|pack)\//.test(path) && !isTest(path),
  )
  // Date.now and Math.random are for the linter; this form it cannot tell apart.
  expect(matches(pure, /\bnew Date\(\)/)).toEqual([])
})

test('a name says what is in the file', () => {
  const vague = code.filter((path) => bannedNames.test(basename(path, extname(path))))
  expect(vague).toEqual([])
  const notKebab = code.filter(
    (path) => /^(src|tests|tools|bench|scripts)\//.test(path) && /[A-Z_]/.test(basename(path)),
  )
  expect(notKebab).toEqual([])
})

test('a page of Markdown has one title', () => {
  const titles = files
    .filter((path) => path.endsWith('.md') && !isData(path))
    .map((path) => ({ path, titles: titleCount(readFileSync(join(root, path), 'utf8')) }))
  expect(titles.filter(({ titles: count }) => count !== 1)).toEqual([])
})

function titleCount(markdown: string): number {
  const prose = markdown.replace(/^```[\s\S]*?^```/gm, '')
  return prose.split('\n').filter((line) => line.startsWith('# ')).length
}

test('no large file but fonts, what is derived, and what was kept', () => {
  const mayBeLarge = /^(fonts|docs\/derived|tests\/kept\/v[^/]+)\//
  const large = files.filter(
    (path) => statSync(join(root, path)).size > blobBytesMax && !mayBeLarge.test(path),
  )
  expect(large).toEqual([])
})

test('no type is talked into being another one', () => {
  // The guard can fail: it finds the two casts however they are laid out, and not one alone.
  expect(doubleCasts('x.ts', 'const a = (b as unknown) as C')).toEqual(['x.ts:1'])
  expect(doubleCasts('x.ts', 'const a = f(\n  b,\n) as unknown as C')).toEqual(['x.ts:1'])
  expect(doubleCasts('x.ts', 'const a = b as C; const d: unknown = e')).toEqual([])
  const product = code.filter((path) => path.startsWith('src/') && !isTest(path))
  const found = product.flatMap((path) => doubleCasts(path, readFileSync(join(root, path), 'utf8')))
  expect(found).toEqual([])
})

function unwrapped(node: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(node) ? unwrapped(node.expression) : node
}

/** Casts of what was cast a moment before, as `x as unknown as T`: the compiler has no say. */
function doubleCasts(path: string, content: string): string[] {
  const source = ts.createSourceFile(path, content, ts.ScriptTarget.ESNext, true)
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isAsExpression(node) && ts.isAsExpression(unwrapped(node.expression))) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart())
      found.push(`${path}:${line + 1}`)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

// Each file of tests runs these again (vitest.config.ts).
const setUpFiles = ['tests/declared-answers.ts', 'tests/sent-statements.ts']

test('what files of tests share has no hooks of its own', () => {
  // They share the module too (`isolate: false`): its hooks would be those of the first of them.
  const shared = code.filter((path) => isTest(path) && !path.includes('.test.'))
  const hooked = matches(shared, /^(before|after)(All|Each)\(/)
  expect(hooked.map((at) => at.replace(/:.*/, ''))).toEqual(setUpFiles)
})
