import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'

/**
 * Styles come with the code that imports them. A class whose sheet another place imports looks right
 * only to whoever was there before, and one that two sheets rule looks as the last one fetched says.
 * One that no sheet rules says that something looks otherwise, and it does not.
 */
const root = join(import.meta.dirname, '..')
const entry = 'src/web/main.tsx'
const files = readdirSync(join(root, 'src/web'), { encoding: 'utf8', recursive: true }).map(
  (path) => join('src/web', path),
)
const code = files.filter((one) => /\.tsx?$/.test(one) && !/\.test\./.test(one))
const texts = new Map(code.map((path) => [path, readFileSync(join(root, path), 'utf8')]))

const imports = new Map(
  [...texts].map(([path, text]) => [path, paths(path, text, /(?:from|import)\s+'(\.[^']+)'/g)]),
)
const fetched = [...texts].flatMap(([path, text]) => paths(path, text, /import\('(\.[^']+)'\)/g))

function paths(from: string, text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([, path = '']) => join(dirname(from), path))
}

/** Sheets by the classes that they rule wherever they stand: `.filter`, `.filter option`. */
const sheets = new Map<string, Set<string>>()
/** Those that rule a class by itself: `.filter`, not `.record-form .filter`. */
const alone = new Map<string, Set<string>>()
/** Every class that stands in a selector, wherever in it. */
const ruled = new Set<string>()
for (const path of files.filter((one) => one.endsWith('.css'))) {
  const text = readFileSync(join(root, path), 'utf8').replaceAll(/\/\*[^]*?\*\//g, '')
  for (const [, selectors = ''] of text.matchAll(/([^{}]+)\{/g)) {
    for (const name of classesIn(selectors)) ruled.add(name)
    for (const selector of selectors.replaceAll(/\([^()]*\)/g, '').split(',')) {
      const first = /^\.([\w-]+)(?=$|[\s:>+~[])/.exec(selector.trim())?.[1]
      if (first === undefined) continue
      sheets.set(first, (sheets.get(first) ?? new Set()).add(path))
      const isAlone = !/[\s>+~[]/.test(selector.trim()) && !path.endsWith('/print.css')
      if (isAlone) alone.set(first, (alone.get(first) ?? new Set()).add(path))
    }
  }
}

/** A file and all that comes with it when it is fetched. */
function comesWith(path: string): ReadonlySet<string> {
  const found = new Set<string>()
  const add = (one: string) => {
    if (found.has(one)) return
    found.add(one)
    imports.get(one)?.forEach(add)
  }
  add(path)
  return found
}

const always = comesWith(entry)

/**
 * The classes that a file gives by name, a name that is made of a value as far as it is written:
 * `level-` of `level-${level}`.
 */
function classesOf(path: string): readonly string[] {
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  const text = texts.get(path) ?? ''
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    const isGiven = ts.isJsxAttribute(node) || ts.isPropertyAssignment(node)
    if (isGiven && node.name.getText() === 'className' && node.initializer) {
      found.push(...wordsOf(node.initializer).flatMap((words) => words.split(/\s+/)))
    }
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind))
  return found.filter((name) => name !== '')
}

/** What an expression may come to, as far as it is written there and not in a variable. */
function wordsOf(node: ts.Expression | ts.JsxAttributeValue): readonly string[] {
  if (ts.isStringLiteralLike(node)) return [node.text]
  if (ts.isJsxExpression(node)) return node.expression ? wordsOf(node.expression) : []
  if (ts.isConditionalExpression(node))
    return [...wordsOf(node.whenTrue), ...wordsOf(node.whenFalse)]
  if (ts.isBinaryExpression(node)) return [...wordsOf(node.left), ...wordsOf(node.right)]
  if (!ts.isTemplateExpression(node)) return []
  const { head, templateSpans } = node
  return [
    head.text,
    ...templateSpans.flatMap(({ expression, literal }) => [
      ...wordsOf(expression),
      // What goes on with a value is no name of its own.
      literal.text.replace(/^\S+/, ''),
    ]),
  ]
}

const classes = new Map(code.map((path) => [path, classesOf(path)]))

test('a class by itself is ruled by one sheet, but for how it prints', () => {
  const twice = [...alone].flatMap(([name, in_]) =>
    in_.size > 1 ? [`${name}: ${[...in_].sort().join(' ')}`] : [],
  )
  expect(twice).toEqual([])
})

test('whoever uses a class brings its sheet along', () => {
  const bare = new Set<string>()
  for (const start of [entry, ...fetched]) {
    const here = comesWith(start)
    for (const path of here) {
      for (const name of classes.get(path) ?? []) {
        const ruled = [...(sheets.get(name) ?? [])]
        const isHere = ruled.some((sheet) => here.has(sheet) || always.has(sheet))
        if (ruled.length > 0 && !isHere) bare.add(`${path}: ${name} of ${ruled.join(' ')}`)
      }
    }
  }
  expect([...bare].sort()).toEqual([])
})

/** Classes that code looks for, to put the cursor there or to count them. */
const looked = [...texts.values()].flatMap((text) =>
  [...text.matchAll(/querySelector(?:All)?(?:<\w+>)?\((['"`])(.*?)\1/g)].flatMap(
    ([, , selector = '']) => classesIn(selector),
  ),
)

function classesIn(selectors: string): readonly string[] {
  return [...selectors.matchAll(/\.([a-z][\w-]*)/gi)].map(([, name = '']) => name)
}

test('a class is ruled by some sheet, or looked for', () => {
  const named = [...new Set([...ruled, ...looked])]
  const isNamed = (name: string) =>
    named.some((one) =>
      name.endsWith('-') ? one.startsWith(name) : one === name || isBegun(one, name),
    )
  const bare = code.flatMap((path) =>
    (classes.get(path) ?? []).filter((name) => !isNamed(name)).map((name) => `${path}: ${name}`),
  )
  expect([...new Set(bare)]).toEqual([])
})

/** `.head-${field}` is looked for, whichever field it is. */
function isBegun(one: string, name: string): boolean {
  return one.endsWith('-') && name.startsWith(one)
}
