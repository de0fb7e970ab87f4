import fc from 'fast-check'

export type JsonSchema = { readonly [key: string]: unknown }

const unstorable = ['\u0000', 'a\u0000b', '\ud800', 'x\udfff', '\uffff', '\u202e\u2066']
const awkward: readonly unknown[] = [
  '',
  ' ',
  '\t\r\n',
  '<script>alert(1)</script>',
  '=1+1',
  "'; DROP TABLE ledger.entry; --",
  '长'.repeat(50_000),
  'e\u0301'.repeat(300),
  '../../etc/passwd',
  '2025-02-30',
  '9999-99-99',
  1e308,
  -1e308,
  5e-324,
  -0,
  2 ** 53,
  9_007_199_254_740_993,
  -1,
  0.1,
  1e21,
  null,
  true,
  [],
  {},
  [[]],
  [null],
  { a: { b: 1 } },
  '__proto__',
  'constructor',
  'toString',
  'NaN',
  'true',
  JSON.parse('{"__proto__":{"polluted":true}}'),
  JSON.parse('{"constructor":{"prototype":{"polluted":true}}}'),
]
const keys = ['__proto__', 'constructor', 'prototype', 'toString', 'org', 'org_id', '', 'a\u0000']

/** Values that no schema allows or that are hard to bear. */
export const nasty: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(...awkward),
  fc.constantFrom(...unstorable),
  fc.jsonValue({ maxDepth: 3 }),
)

/** What is generated from, and the references gone through on the way to here. */
interface Place {
  readonly document: JsonSchema
  readonly through: readonly string[]
}

/** JSON that a schema of OpenAPI 3.1 allows, as far as its own words say. */
export function jsonOf(schema: JsonSchema, document: JsonSchema): fc.Arbitrary<unknown> {
  return jsonAt(schema, { document, through: [] })
}

function jsonAt(schema: JsonSchema, place: Place): fc.Arbitrary<unknown> {
  const ref = schema['$ref']
  if (typeof ref === 'string') {
    // A schema that holds itself ends here: it is gone into once.
    if (place.through.includes(ref)) return fc.jsonValue({ maxDepth: 2 })
    const through = [...place.through, ref]
    return jsonAt(resolved(ref, place.document), { ...place, through })
  }
  if ('const' in schema) return fc.constant(schema['const'])
  const choices = schema['enum'] as unknown[] | undefined
  if (choices) return choices.length === 0 ? nasty : fc.constantFrom(...choices)
  const any = (schema['anyOf'] ?? schema['oneOf']) as JsonSchema[] | undefined
  if (any) return fc.oneof(...any.map((one) => jsonAt(one, place)))
  const type = schema['type']
  if (Array.isArray(type)) {
    return fc.oneof(...type.map((one) => jsonAt({ ...schema, type: one }, place)))
  }
  return ofType(type, schema, place)
}

function ofType(type: unknown, schema: JsonSchema, place: Place): fc.Arbitrary<unknown> {
  switch (type) {
    case 'object':
      return objectOf(schema, place)
    case 'array': {
      const items = jsonAt((schema['items'] ?? {}) as JsonSchema, place)
      const minLength = Number(schema['minItems'] ?? 0)
      return fc.array(items, { minLength, maxLength: Math.max(minLength, 3) })
    }
    case 'string':
      return textOf(schema)
    case 'integer':
    case 'number': {
      const min = Number(schema['minimum'] ?? -1_000_000)
      const max = Number(schema['maximum'] ?? 1_000_000)
      return fc.integer({ min: Math.ceil(min), max: Math.floor(Math.min(max, 2 ** 31)) })
    }
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return fc.jsonValue({ maxDepth: 2 })
  }
}

function objectOf(schema: JsonSchema, place: Place): fc.Arbitrary<unknown> {
  const properties = (schema['properties'] ?? {}) as Record<string, JsonSchema>
  const requiredKeys = ((schema['required'] ?? []) as string[]).filter((key) => key in properties)
  return fc.record(
    Object.fromEntries(Object.entries(properties).map(([key, one]) => [key, jsonAt(one, place)])),
    { requiredKeys, noNullPrototype: true },
  )
}

function textOf(schema: JsonSchema): fc.Arbitrary<string> {
  if (schema['format'] === 'date') {
    const days = { min: new Date('2020-01-01'), max: new Date('2026-12-31'), noInvalidDate: true }
    return fc.date(days).map((one) => one.toISOString().slice(0, 10))
  }
  if (schema['format'] === 'uuid') return fc.uuid()
  if (typeof schema['pattern'] === 'string') return fc.stringMatching(new RegExp(schema['pattern']))
  const minLength = Number(schema['minLength'] ?? 0)
  const maxLength = Math.min(Number(schema['maxLength'] ?? 20), 40)
  return fc.string({ minLength, maxLength: Math.max(minLength, maxLength), unit: 'grapheme' })
}

function resolved(ref: string, document: JsonSchema): JsonSchema {
  return ref
    .slice(2)
    .split('/')
    .reduce<JsonSchema>((at, key) => at[key] as JsonSchema, document)
}

/** The same JSON with one value replaced or one key added somewhere. */
export function spoiled(json: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc
    .tuple(json, nasty, fc.constantFrom(...keys), fc.nat(), fc.boolean())
    .map(([value, bad, key, at, adds]) => spoil(value, { bad, key, at, adds }))
}

interface Spoiling {
  readonly bad: unknown
  readonly key: string
  readonly at: number
  readonly adds: boolean
}

function spoil(value: unknown, how: Spoiling): unknown {
  if (typeof value !== 'object' || value === null) return how.bad
  const entries = Object.entries(value)
  if (how.adds && !Array.isArray(value)) return withKey(value, how)
  const chosen = entries[how.at % Math.max(1, entries.length)]
  if (!chosen) return Array.isArray(value) ? [how.bad] : withKey(value, how)
  const deeper = { ...how, at: Math.floor(how.at / Math.max(1, entries.length)) }
  const changed = how.at % 3 === 0 ? how.bad : spoil(chosen[1], deeper)
  if (Array.isArray(value)) return value.map((one, n) => (String(n) === chosen[0] ? changed : one))
  return Object.fromEntries(entries.map(([key, one]) => [key, key === chosen[0] ? changed : one]))
}

// A key `__proto__` of its own, as JSON.parse makes it.
function withKey(value: object, { bad, key }: Spoiling): unknown {
  const copy = { ...value }
  const own = { value: bad, enumerable: true, configurable: true, writable: true }
  return Object.defineProperty(copy, key, own)
}
