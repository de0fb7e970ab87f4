import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

/**
 * Styles come with the code that imports them. A class whose sheet another place imports looks right
 * only to whoever was there before, and one that two sheets rule looks as the last one fetched says.
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
for (const path of files.filter((one) => one.endsWith('.css'))) {
  const text = readFileSync(join(root, path), 'utf8').replaceAll(/\/\*[^]*?\*\//g, '')
  for (const [, selectors = ''] of text.matchAll(/([^{}]+)\{/g)) {
    for (const selector of selectors.replaceAll(/\([^()]*\)/g, '').split(',')) {
      const named = /^\.([\w-]+)(?=$|[\s:>+~[])/.exec(selector.trim())?.[1]
      if (named === undefined) continue
      sheets.set(named, (sheets.get(named) ?? new Set()).add(path))
      const isAlone = !/[\s>+~[]/.test(selector.trim()) && !path.endsWith('/print.css')
      if (isAlone) alone.set(named, (alone.get(named) ?? new Set()).add(path))
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

function classesOf(path: string): readonly string[] {
  const given = (texts.get(path) ?? '').matchAll(
    /className(?:=\{|: )([^\n>]*)|className="([^"]*)"/g,
  )
  return [...given].flatMap(([, code = '', plain]) => {
    const named =
      plain ?? [...code.matchAll(/['"`]([^'"`]*)['"`]/g)].map(([, one]) => one).join(' ')
    return named.split(/[\s${}]+/)
  })
}

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
      for (const name of classesOf(path)) {
        const ruled = [...(sheets.get(name) ?? [])]
        const isHere = ruled.some((sheet) => here.has(sheet) || always.has(sheet))
        if (ruled.length > 0 && !isHere) bare.add(`${path}: ${name} of ${ruled.join(' ')}`)
      }
    }
  }
  expect([...bare].sort()).toEqual([])
})
