import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const file = join(import.meta.dirname, '../../docs/derived/openapi.json')
const text = readFileSync(file, 'utf8')
const document = JSON.parse(text) as {
  readonly paths: Readonly<Record<string, unknown>>
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}
const references = [...text.matchAll(/"\$ref": ?"([^"]+)"/g)].map(([, to = '']) => to)

test('whatever the document points to stands in it', () => {
  const { components } = document
  const named = Object.entries(components).flatMap(([kind, all]) =>
    Object.keys(all).map((name) => `#/components/${kind}/${name}`),
  )
  expect(references.filter((to) => !named.includes(to))).toEqual([])
})

test('a register stands in it once: one schema, pointed to from one place', () => {
  const { schemas = {}, parameters = {} } = document.components
  const registers = Object.keys(schemas).filter((name) => name.startsWith('Record_'))
  expect(registers.length).toBeGreaterThan(20)
  for (const name of registers) {
    const pointing = references.filter((to) => to === `#/components/schemas/${name}`)
    expect(pointing.length, name).toBe(1)
  }
  const { schema } = parameters['register'] as { readonly schema: { readonly enum: string[] } }
  expect(schema.enum.length).toBe(registers.length)
  const expanded = Object.keys(document.paths).filter((path) =>
    schema.enum.some((id) => path.startsWith(`/api/v1/registers/${id}/`)),
  )
  expect(expanded).toEqual([])
})
