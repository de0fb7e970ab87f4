import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'

const project = join(import.meta.dirname, '..')
const folder = join(project, 'docs/recipes')

/** The files that recipes write whole, by their path; a step begins with the path of its file. */
function filesIn(recipe: string): readonly (readonly [path: string, text: string])[] {
  return Array.from(recipe.matchAll(/```tsx?\n([\s\S]*?)```/g), ({ 1: code = '', index }) => {
    const step = recipe.slice(0, index).split(/^\d+\. /m)
    const [, path = ''] = /`(src\/[\w./-]+\.tsx?)`/.exec(step.at(-1) ?? '') ?? []
    return [path, code] as const
  }).filter(([path, code]) => /^\s*import /.test(code) && !path.endsWith('.test.ts'))
}

/** What the compiler says of files that are not there yet, beside those that are. */
function typeFaults(files: ReadonlyMap<string, string>): readonly string[] {
  const config = ts.readConfigFile(join(project, 'tsconfig.json'), ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, project)
  const host = ts.createCompilerHost(options)
  const { fileExists, readFile, getSourceFile } = host
  host.fileExists = (path) => files.has(path) || fileExists(path)
  host.readFile = (path) => files.get(path) ?? readFile(path)
  host.getSourceFile = (path, version, ...more) => {
    const text = files.get(path)
    if (text === undefined) return getSourceFile(path, version, ...more)
    return ts.createSourceFile(path, text, version)
  }
  const program = ts.createProgram([...files.keys()], options, host)
  return [...files.keys()].flatMap((path) =>
    program
      .getSemanticDiagnostics(program.getSourceFile(path))
      .map(({ messageText, start = 0 }) => {
        const line = (files.get(path) ?? '').slice(0, start).split('\n').length
        return `${relative(project, path)}:${line} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`
      }),
  )
}

test('what a recipe writes compiles', { timeout: 300_000 }, () => {
  const recipes = readdirSync(folder).filter((name) => name.endsWith('.md'))
  const written = recipes.flatMap((name) => filesIn(readFileSync(join(folder, name), 'utf8')))
  expect(written.length).toBeGreaterThan(6)
  expect(typeFaults(new Map(written.map(([path, text]) => [join(project, path), text])))).toEqual(
    [],
  )
})

test('what does not is named', { timeout: 300_000 }, () => {
  const path = join(project, 'src/log/never.ts')
  const text = "import { gone } from './leaf.ts'\nexport const one: number = gone\n"
  expect(typeFaults(new Map([[path, text]]))[0]).toMatch(/^src\/log\/never\.ts:1 .*gone/)
})
