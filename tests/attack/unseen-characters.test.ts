import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { isExact } from '../../src/api/contract/exact.ts'
import { parseSent } from '../../src/api/parse-sent.ts'
import type { Route } from '../../src/api/route.ts'
import { allRoutes } from '../../src/api/routes/all-routes.ts'
import { seed } from '../seed.ts'
import type { JsonSchema } from './json-from-schema.ts'
import { jsonOf } from './json-from-schema.ts'

// Turns direction, has no width, is a control.
const unseen = '\u202e\u200b\u0085'
const samples = 60

type Part = 'body' | 'query'

/** What no text of a body comes in with, but under these keys: the whole list, for a reviewer. */
const exact: Readonly<Record<string, readonly string[]>> = {
  password: ['the hash is made of it'],
  old: ['the hash is made of it'],
  sealed: ['it is signed'],
  values: ['fields clean their own'],
  facts: ['fields clean their own'],
  text: ['reading.read', 'import.answer'],
  words: ['report.override'],
  sentences: ['draft.accept'],
  'report.take-reply': ['a whole body, of what is signed'],
}

test('no text comes in with what nobody sees, whatever the route, but what is exact', async () => {
  const met = new Set<string>()
  const parsed: string[] = []
  for (const route of allRoutes) {
    for (const part of ['body', 'query'] as const) {
      const schema = route[part]
      if (schema === undefined) continue
      for (const sent of sentTo(schema)) {
        const read = await readAs(route, { part, sent })
        if (read === null) continue
        parsed.push(route.id)
        const keys = isExact(schema) ? [route.id] : keysWithUnseen(read)
        for (const key of keys) {
          met.add(key)
          const why = exact[key] ?? []
          expect(why, `${route.id}: ${key}`).not.toEqual([])
          if (why.some((one) => /^[a-z]+[.]/.test(one))) expect(why).toContain(route.id)
        }
      }
    }
  }
  expect([...met].toSorted()).toEqual(Object.keys(exact).toSorted())
  // Almost every route was really reached: what refuses the samples shows nothing.
  const asked = allRoutes.filter(({ body, query }) => body ?? query).map(({ id }) => id)
  expect(asked.filter((id) => !parsed.includes(id))).toEqual([])
})

function sentTo(schema: z.ZodType): readonly unknown[] {
  const document = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema
  return fc.sample(jsonOf(document, document), { seed, numRuns: samples }).map(soiled)
}

/** With the characters in every text that nothing else speaks against. */
function soiled(sent: unknown): unknown {
  if (typeof sent === 'string') return sent + unseen
  if (Array.isArray(sent)) return sent.map(soiled)
  if (typeof sent !== 'object' || sent === null) return sent
  return Object.fromEntries(
    Object.entries(sent).map(([key, one]) => [key, isOfFields(key) ? { x: unseen } : soiled(one)]),
  )
}

/** Whether a register says what stands there, and the schema does not. */
function isOfFields(key: string): boolean {
  return key === 'values' || key === 'facts'
}

async function readAs(
  route: Route,
  { part, sent }: { part: Part; sent: unknown },
): Promise<unknown> {
  const given = { params: {}, query: {}, body: () => Promise.resolve(sent), file: neverSent }
  const schema = route[part]
  if (schema === undefined) return null
  const taken = part === 'body' ? { body: schema } : { query: schema }
  return parseSent(taken, { ...given, ...(part === 'query' ? { query: sent } : {}) }).then(
    (read) => read[part],
    () => null,
  )
}

const neverSent = () => Promise.reject(new Error('no file'))

function keysWithUnseen(read: unknown, under = ''): readonly string[] {
  if (typeof read === 'string') return /[\u202e\u200b\u0085]/.test(read) ? [under] : []
  if (typeof read !== 'object' || read === null) return []
  return Object.entries(read).flatMap(([key, one]) => {
    const at = Array.isArray(read) || isOfFields(under) ? under : key
    return keysWithUnseen(one, at)
  })
}
