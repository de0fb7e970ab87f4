import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const project = join(import.meta.dirname, '..')
const folder = join(project, 'docs/recipes')

/** A step begins with the file that its code stands in; what that imports is seen from there. */
function importsIn(recipe: string): readonly string[] {
  return [...recipe.matchAll(/```tsx?\n([\s\S]*?)```/g)].flatMap(({ 1: code = '', index }) => {
    const step =
      recipe
        .slice(0, index)
        .split(/^\d+\. /m)
        .at(-1) ?? ''
    const from = dirname(/`(src\/[\w./-]+\.tsx?)`/.exec(step)?.[1] ?? '')
    return Array.from(code.matchAll(/from '(\.[^']+)'/g), ([, path = '']) => join(from, path))
  })
}

test('what a recipe imports is there', () => {
  const all = readdirSync(folder).filter((name) => name.endsWith('.md'))
  const imported = all.map((name) => {
    const paths = importsIn(readFileSync(join(folder, name), 'utf8'))
    return { name, paths, gone: paths.filter((path) => !existsSync(join(project, path))) }
  })
  expect(imported.filter(({ gone }) => gone.length > 0)).toEqual([])
  expect(imported.flatMap(({ paths }) => paths).length).toBeGreaterThan(30)
})
