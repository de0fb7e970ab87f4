import { expect, test } from 'vitest'
import { z } from 'zod'
import { allRoutes } from '../../src/api/routes/all-routes.ts'
import { unseenRoutes } from '../../tools/closing-line.ts'
import { faultOfAnswer, routeOf } from './held-answers.ts'

const json = 'application/json; charset=utf-8'
const known = { method: 'GET', path: '/api/v1/session/known', status: 200, type: json }
const refused = { ...known, status: 401, type: 'application/problem+json; charset=utf-8' }
const problem = {
  type: '/problems/session.none',
  status: 401,
  code: 'session.none',
  title: '请先登录。',
  detail: '请先登录。',
  hint: '登录后再试。',
  faults: [],
}

test('an answer that is not as declared is found', () => {
  expect(faultOfAnswer({ ...known, text: '{"signedIn":true}' })).toBeNull()
  expect(faultOfAnswer({ ...known, text: '{"signedIn":true,"by":"x"}' })).toContain('"by"')
  expect(faultOfAnswer({ ...known, text: '{}' })).toContain('signedIn')
  expect(faultOfAnswer({ ...known, status: 201, text: '{"signedIn":true}' })).toContain('200')
  expect(faultOfAnswer({ ...known, type: 'text/html', text: '' })).toContain('JSON')
  expect(faultOfAnswer({ ...known, type: '', status: 200, text: '' })).toContain('JSON')
})

test('a refusal that is not as declared is found', () => {
  expect(faultOfAnswer({ ...refused, text: JSON.stringify(problem) })).toBeNull()
  const more = JSON.stringify({ ...problem, stack: 'at …' })
  expect(faultOfAnswer({ ...refused, text: more })).toContain('"stack"')
  expect(faultOfAnswer({ ...known, status: 404, text: JSON.stringify(problem) })).toContain('200')
})

test('the route of an address is found, and one that no test has seen', () => {
  expect(routeOf({ method: 'POST', path: '/api/v1/drafts/from-text' })?.id).toBe('draft.from-text')
  expect(routeOf({ method: 'GET', path: '/api/v1/records/a/files/b' })?.id).toBe('record.file')
  expect(routeOf({ method: 'DELETE', path: '/api/v1/records/a' })).toBeUndefined()
  const all = allRoutes.map(({ id }) => id)
  expect(unseenRoutes(all)).toEqual([])
  expect(unseenRoutes(all.filter((id) => id !== 'record.read'))).toEqual(['record.read'])
})

test('no answer is declared loosely: a key that is not named anywhere is a fault', () => {
  const loose = { type: 'object', properties: {}, additionalProperties: {} }
  expect(looseIn(loose)).toEqual(['$'])
  for (const { id, answer, answersFile } of allRoutes) {
    if (answer === null || answersFile) continue
    const schema = z.toJSONSchema(answer, { io: 'output', unrepresentable: 'any' })
    expect(looseIn(schema), id).toEqual([])
  }
})

/** Places in a JSON Schema that let in any object: no record of keys, and not closed. */
function looseIn(schema: unknown, at = '$'): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const { type, properties, additionalProperties } = schema as Record<string, unknown>
  const isOpen = type === 'object' && properties !== undefined && additionalProperties !== false
  const inside = Object.entries(schema).flatMap(([key, one]) => looseIn(one, `${at}.${key}`))
  return isOpen ? [at, ...inside] : inside
}
